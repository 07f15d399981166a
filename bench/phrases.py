"""Data: the phrases that documents for the benches are made of, in six languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """What a language makes sentences of: an actor, a promise, a matter, at times a reference, a manner."""

    headings: tuple[str, ...]
    actors: tuple[str, ...]
    promises: tuple[str, ...]
    matters: tuple[str, ...]
    references: tuple[str, ...]
    manners: tuple[str, ...]
    space: str = " "
    stop: str = "."
    colon: str = ":"
    semicolon: str = ";"


PHRASES = {
    "en": Phrases(
        headings=("General provisions", "Cooperation", "Peaceful settlement of disputes", "Trade and investment",
                  "Exchange of information", "Food security", "Science and technology", "Review and evaluation"),
        actors=("the Parties", "the States Parties", "the members of the Organization", "both sides",
                "the Governments concerned", "the members of the Committee"),
        promises=("shall promote", "undertake to support", "reaffirm their commitment to", "will strengthen",
                  "agree to take all appropriate measures for", "shall refrain from any act that would impede"),
        matters=("the sustainable use of water resources", "access to vaccines and essential medicines",
                 "the training of judges, prosecutors and police officers", "the protection of civilians",
                 "mutual trust and confidence-building in the region", "cooperation in the digital economy",
                 "the peaceful uses of outer space", "the fight against desertification and drought"),
        references=("in accordance with article {} of the Treaty", "as set out in resolution 74/{}",
                    "with an increase of {} per cent", "under paragraph {} of the Declaration"),
        manners=("on the basis of equality and mutual benefit", "within the limits of available resources",
                 "without prejudice to their obligations under international law",
                 "in close consultation with the regional organizations", "by the end of the decade"),
    ),
    "fr": Phrases(
        headings=("Dispositions générales", "Coopération", "Règlement pacifique des différends", "Commerce",
                  "Échange d'informations", "Sécurité alimentaire", "Science et technologie", "Examen et évaluation"),
        actors=("les Parties", "les États parties", "les membres de l'Organisation", "les deux pays",
                "les gouvernements intéressés", "les membres du Comité"),
        promises=("s'engagent à promouvoir", "réaffirment leur attachement à", "veillent à renforcer",
                  "prennent toutes les mesures voulues pour assurer", "s'abstiennent de tout acte qui entraverait"),
        matters=("l'utilisation durable des ressources en eau", "l'accès aux vaccins et aux médicaments essentiels",
                 "la formation des juges, des procureurs et des policiers", "la protection des civils",
                 "la confiance mutuelle dans la région", "la coopération dans l'économie numérique",
                 "les utilisations pacifiques de l'espace", "la lutte contre la désertification et la sécheresse"),
        references=("conformément à l'article {} du Traité", "telle que prévue par la résolution 74/{}",
                    "avec une hausse de {} pour cent", "au titre du paragraphe {} de la Déclaration"),
        manners=("sur la base de l'égalité et de l'avantage mutuel", "dans la limite des ressources disponibles",
                 "sans préjudice de leurs obligations au regard du droit international",
                 "en étroite concertation avec les organisations régionales", "d'ici à la fin de la décennie"),
    ),
    "ar": Phrases(
        headings=("أحكام عامة", "التعاون", "تسوية المنازعات بالوسائل السلمية", "التجارة والاستثمار",
                  "تبادل المعلومات", "الأمن الغذائي", "العلم والتكنولوجيا", "الاستعراض والتقييم"),
        actors=("تعمل الأطراف على", "تلتزم كل دولة طرف بأن تدعم", "يؤكد أعضاء المنظمة من جديد التزامهم بتعزيز",
                "يتعهد الجانبان بدعم", "تواصل الحكومات المعنية"),
        promises=("تعزيز الجهود من أجل", "اتخاذ جميع التدابير المناسبة من أجل", "مواصلة الحوار بشأن",
                  "توسيع التعاون في مجال", "دعم المبادرات الرامية إلى"),
        matters=("الاستخدام المستدام للموارد المائية", "الحصول على اللقاحات والأدوية الأساسية",
                 "تدريب القضاة والمدعين العامين وأفراد الشرطة", "حماية المدنيين",
                 "بناء الثقة المتبادلة في المنطقة", "الاقتصاد الرقمي", "استخدام الفضاء الخارجي في الأغراض السلمية",
                 "مكافحة التصحر والجفاف"),
        references=("وفقًا للمادة {} من المعاهدة", "على النحو المبين في القرار 74/{}", "بزيادة قدرها {} في المائة",
                    "بموجب الفقرة {} من الإعلان"),
        manners=("على أساس المساواة والمنفعة المتبادلة", "في حدود الموارد المتاحة",
                 "دون الإخلال بالتزاماتها بموجب القانون الدولي", "بالتشاور الوثيق مع المنظمات الإقليمية",
                 "قبل نهاية العقد"),
        semicolon="؛",
    ),
    "es": Phrases(
        headings=("Disposiciones generales", "Cooperación", "Arreglo pacífico de controversias", "Comercio",
                  "Intercambio de información", "Seguridad alimentaria", "Ciencia y tecnología", "Examen"),
        actors=("las Partes", "los Estados partes", "los miembros de la Organización", "ambos países",
                "los Gobiernos interesados", "las autoridades competentes"),
        promises=("se comprometen a promover", "reafirman su adhesión a", "procurarán fortalecer",
                  "adoptarán todas las medidas apropiadas para asegurar", "se abstendrán de obstaculizar"),
        matters=("el uso sostenible de los recursos hídricos", "el acceso a vacunas y medicamentos esenciales",
                 "la formación de jueces, fiscales y policías", "la protección de los civiles",
                 "la confianza mutua en la región", "la cooperación en la economía digital",
                 "los usos pacíficos del espacio", "la lucha contra la desertificación y la sequía"),
        references=("de conformidad con el artículo {} del Tratado", "según lo dispuesto en la resolución 74/{}",
                    "con un aumento del {} por ciento", "en virtud del párrafo {} de la Declaración"),
        manners=("sobre la base de la igualdad y el beneficio mutuo", "dentro de los recursos disponibles",
                 "sin perjuicio de sus obligaciones en virtud del derecho internacional",
                 "en estrecha consulta con las organizaciones regionales", "antes del final del decenio"),
    ),
    "ru": Phrases(
        headings=("Общие положения", "Сотрудничество", "Мирное урегулирование споров", "Торговля и инвестиции",
                  "Обмен информацией", "Продовольственная безопасность", "Наука и техника", "Обзор и оценка"),
        actors=("Стороны", "государства-участники", "члены Организации", "обе страны",
                "заинтересованные правительства", "компетентные органы"),
        promises=("обязуются поощрять", "подтверждают свою готовность поддерживать", "будут укреплять",
                  "принимают все надлежащие меры, чтобы обеспечить", "продолжат развивать"),
        matters=("устойчивое использование водных ресурсов", "доступ к вакцинам и основным лекарствам",
                 "подготовку судей, прокуроров и полицейских", "защиту гражданских лиц",
                 "взаимное доверие в регионе", "сотрудничество в цифровой экономике",
                 "мирное использование космоса", "борьбу с опустыниванием и засухой"),
        references=("в соответствии со статьёй {} Договора", "как указано в резолюции 74/{}",
                    "с увеличением на {} процентов", "согласно пункту {} Декларации"),
        manners=("на основе равенства и взаимной выгоды", "в пределах имеющихся ресурсов",
                 "без ущерба для своих обязательств по международному праву",
                 "в тесной консультации с региональными организациями", "до конца десятилетия"),
    ),
    "zh": Phrases(
        headings=("总则", "合作", "和平解决争端", "贸易与投资", "信息交流", "粮食安全", "科学与技术", "审查与评估"),
        actors=("缔约双方", "各缔约国", "本组织成员国", "两国政府", "有关各方", "主管机关"),
        promises=("承诺促进", "重申支持", "将加强", "同意采取一切适当措施推动", "应继续发展"),
        matters=("水资源的可持续利用", "疫苗和基本药物的可及性", "法官、检察官和警察的培训", "平民的保护",
                 "本地区的互信建设", "数字经济领域的合作", "外层空间的和平利用", "荒漠化和干旱的防治"),
        references=("（依照条约第{}条）", "（见第74/{}号决议）", "（增幅为百分之{}）", "（根据宣言第{}段）"),
        manners=("并以平等互利为基础", "并以现有资源为限", "且不影响其依国际法承担的义务", "并同区域组织密切协商",
                 "并于本十年末完成"),
        space="", stop="。", colon="：", semicolon="；",
    ),
}  # fmt: skip
