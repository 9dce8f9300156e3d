/// The words of the corpus, the most frequent first.
///
/// What schools and offices write about, in the rough order in which English uses it. Words that rules
/// look for stand among them as rarely as in real mail.
enum Words {
  static let english = ZipfWords(
    """
    the to and of a in for is you we on that be this at will with have it are your i as by please from
    or if all our not an can school was has they at there any students but more so about meeting time
    would do week which one up out what their when no new who next also thank he she need day know
    please my me just been get email class may these year send them some office work let team today
    were see how should first us after information list like other than only each before make through
    questions here good his her now then could into parents monday district friday help back over
    tomorrow available date last take two time use see attached program use change dates using morning
    home schedule those teachers many because call group add thanks part room open report plan thursday
    tuesday wednesday staff free same form check page lunch best where going still want hours three find
    hope form both number set order being does another review place start end through must under file
    dear bus support per between since copy sent few long great data message project sure made well own
    right sign away minutes building during book line access system web possible regarding including
    service events board community visit public art library state high note full public early once used
    above below without update updated link click contact phone based provide needs point small item
    required complete week process second until think look case state both local given past due give
    level test even much keep around most show things way problem name bring might run off answer come
    sure late table season reminder field trip game practice music band concert choir drama play sports
    track soccer volleyball basketball baseball tennis swim coach gym uniform ticket tickets snack water
    shoes jacket bag locker hallway cafeteria kitchen menu pizza salad fruit milk vegetarian breakfast
    bake sale fair fundraiser donation volunteer volunteers signup committee council election vote
    assembly ceremony graduation spring summer fall winter holiday break january february march april
    june july august september october november december reading math science history geography biology
    chemistry physics algebra geometry spanish french german writing essay chapter homework assignment
    quiz draft notebook pencil marker paper glue poster laptop tablet charger printer projector network
    server password account login browser window screen error version release patch build branch code
    function module driver kernel memory thread compile debug option default package install upgrade
    invoice budget purchase vendor contract quote shipping delivery warehouse stock payment receipt tax
    quarter forecast revenue margin customer client proposal agenda minutes action items deadline owner
    milestone scope risk training workshop slides deck chart figure attachment spreadsheet column row
    policy handbook procedure guideline compliance audit counsel legal agreement clause section draft
    recycling garden compost bicycle parking lot gate fence roof heater boiler plumbing electrician
    carpenter painter cleaner custodian nurse counselor principal secretary superintendent librarian
    weather storm snow ice delay closure early dismissal route driver stop corner street avenue bridge
    wonderful excellent terrific careful patient curious quiet gentle honest brave clever steady
    especially approximately immediately unfortunately currently generally usually probably perhaps
    """, isEnglish: true)

  static let french = ZipfWords(
    """
    de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont nous
    vous avec son aux été être élèves école réunion après très même où déjà français collège année
    conférence équipe problème première dernière bientôt peut-être hôpital théâtre forêt garçon leçon
    professeur semaine vendredi mardi jeudi février août décembre réponse présence goûter activités
    """)

  static let german = ZipfWords(
    """
    die der und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden
    aus er hat dass sie nach wird bei schüler über können müssen grüße schön natürlich größe straße
    frühstück übung prüfung ausflug klasse lehrerin woche montag dienstag märz später während gemäß
    """)

  static let spanish = ZipfWords(
    """
    de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ya este
    sí porque esta entre cuando muy sin sobre también niño niña año mañana reunión educación información
    escuela maestra página último matemáticas inglés español teléfono código después según día días
    """)

  static let russian = ZipfWords(
    """
    и в не на я что с по это как а для к у мы из за но вы так от все его было школа класс урок учитель
    сегодня завтра неделя собрание родители ученик пожалуйста спасибо вопрос ответ письмо работа время
    понедельник пятница библиотека расписание экскурсия математика история литература проект
    """)

  static let japanese = ZipfWords(
    """
    の に は を た が で て と し れ さ ある いる も する から な こと として い や など なっ ない この
    ため その あっ よう また もの 学校 先生 生徒 授業 明日 会議 予定 資料 確認 連絡 お願い ありがとう
    ございます 図書館 運動会 遠足 金曜日 月曜日 保護者 時間 場所 数学 理科 音楽
    """)

  static let givenNames =
    """
    Ada Ben Clara Dario Elin Farid Grace Hugo Ines Jonas Kira Leon Mara Nils Olive Priya Quinn Rosa Samir
    Tess Umar Vera Wanda Xenia Yusuf Zoe Amelia Bruno Cecily Dev Esther Felix Gwen Harold Imani Jasper
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  static let familyNames =
    """
    Abernathy Brandt Castellan Dunmore Ellery Fairbanks Granger Holloway Ivers Jessup Kessler Lindqvist
    Marchetti Northam Okafor Pemberton Quarles Rosenthal Stannard Thackeray Underhill Vasquez Whitcomb
    Yarrow Zielinski Ashdown Birchall Corcoran Delacroix Eastman Fenwick Galloway
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  static let domains = [
    "maplehollow.example", "riverbend.example", "office.example", "supplies.example",
    "lists.example", "newsletter.example",
  ]

  /// What rules look for, and what only looks like it.
  static let disclosures = [
    "was suspended for three days", "is failing algebra this quarter",
    "was diagnosed with asthma last spring", "takes Ritalin at noon",
    "has an IEP meeting on Thursday", "was placed on administrative leave",
    "is allergic to tree nuts", "the report card shows a D in chemistry",
    "her student ID is 4471902", "please text me on my cell about the essay",
    "let's keep this between us for now", "received a letter of reprimand",
    "his GPA is 2.4 and falling", "qualifies for free and reduced lunch",
    "the 504 plan allows extra time", "call me at 312-555-0147 after six",
    "social security number 219-09-9999", "born on 03/14/2011",
    "was absent eleven days this term", "the custody order changed in May",
  ]
}
