/// Words that decide whether capitals make a name; `NameTable` finds them.
enum NameWords {
  /// What a word tells.
  struct Kinds: OptionSet {
    let rawValue: UInt8

    /// It stands before a last name.
    static let title = Kinds(rawValue: 1)
    /// Capitalized, it is a word of school mail and no name of a person.
    static let noName = Kinds(rawValue: 2)
    /// What a person does stands after a name: `Maya said`.
    static let verb = Kinds(rawValue: 4)
    /// A person's name may follow: `told Maya`.
    static let lead = Kinds(rawValue: 8)
    /// It greets or thanks the person named after it.
    static let greeting = Kinds(rawValue: 16)
    /// It tells that the paragraph is about a student, so that initials are somebody's.
    static let schooling = Kinds(rawValue: 32)
    /// It ends the names of places, and some people's: `Orchard Hill`.
    static let place = Kinds(rawValue: 64)
    /// It stands before a last name in small letters too: `mr torres`.
    static let smallTitle = Kinds(rawValue: 128)
  }

  /// Calls `body` with each word of each list and what the list tells of it.
  static func forEach(_ body: (Span<UInt8>, Kinds) -> Void) {
    each(of: titles, .title, body)
    each(of: notNames, .noName, body)
    each(of: otherNames, .noName, body)
    each(of: foreignWords, .noName, body)
    each(of: verbs, .verb, body)
    each(of: leads, .lead, body)
    each(of: greetings, [.lead, .greeting], body)
    each(of: schooling, .schooling, body)
    each(of: places, .place, body)
    each(of: "mr mrs ms mx", .smallTitle, body)
  }

  private static func each(
    of list: String, _ kinds: Kinds, _ body: (Span<UInt8>, Kinds) -> Void
  ) {
    let bytes = list.utf8.span
    var start = 0
    for offset in 0...bytes.count where offset == bytes.count || bytes[offset] <= 0x20 {
      if offset > start { body(bytes.extracting(start..<offset), kinds) }
      start = offset + 1
    }
  }

  private static let titles = """
    mr mrs ms miss mx dr prof professor coach nurse principal officer mister madam sr sra srta señor
    señora profe monsieur madame
    мистер миссис мисс господин госпожа госпожу госпоже пан пані пану учитель учительница тренер
    """

  private static let notNames = """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december
    the a an and or but if when where why how what who this that these those there here it its we you
    your our my his her their they he she i in on at for from to of with without as by about after
    before during please thanks thank dear hello hi hey good morning afternoon evening night happy
    best kind warm regards sincerely yes no not all any each every some both new old first second
    third last next
    school schools high middle elementary preschool kindergarten academy college university district
    department dept office center centre room hall gym gymnasium cafeteria library field stadium
    building campus street st avenue ave road rd drive lane court boulevard blvd park place plaza
    board committee council association union club team league society company corp inc llc bank
    hospital clinic church county city town state states america american united national federal
    north south east west northern southern eastern western central
    english math mathematics algebra geometry calculus science biology chemistry physics history
    social studies spanish french latin chinese german music art arts band chorus orchestra health
    physical education reading writing literacy technology computer honors advanced placement grade
    grades class classes course semester quarter term period day days week month year spring summer
    fall winter autumn holiday break vacation thanksgiving christmas easter halloween
    student students teacher teachers parent parents guardian guardians family families staff faculty
    principal superintendent director manager coordinator specialist counselor counselors nurse
    secretary assistant coach advisor chair president vice secretary treasurer
    meeting agenda minutes report update notice newsletter calendar schedule form forms policy
    handbook plan plans program project test tests exam exams quiz homework assignment
    google zoom microsoft apple facebook instagram snapchat whatsapp twitter discord youtube teams
    classroom drive docs gmail outlook word excel powerpoint adobe amazon android iphone ipad
    chromebook windows internet wifi
    special individualized section title plan act law code public private open house
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
    boys girls saint mount mt fort lake members member juniors seniors sophomores freshmen officers
    owls reps rep librarian name date dates phone address email notes note love pencils asthma reminder
    human resources accounts accounting payroll benefits insurance service services counseling
    leadership group site sites leads cast crew captains grandparents cuz done ha haha lol
    evaluation evaluations respectfully best cheers sincerely yours always peace
    pto ptsa iep mcas sped nurse's teacher's parent's students teachers' ell esl
    grading scores score lunch breakfast bus buses trip trips game games practice concert play show
    so just also only still then now today tomorrow tonight yesterday again maybe let can could would
    should will may do does did is are was were be been has have had i'm i'll i've it's that's there's
    don't can't didn't what's let's here's okay ok ps fyi asap welcome congrats congratulations sorry
    everyone everybody anyone someone nobody folks team friends guys kids colleagues ladies gentlemen
    mom dad mama papa grandma grandpa auntie uncle aunt mother father
    re fw fwd subject date sent cc bcc attached attachment original message forwarded
    """

  /// Places, peoples, brands and other names that are nobody's; abbreviations that look like initials.
  private static let otherNames = """
    massachusetts connecticut vermont maine hampshire york jersey pennsylvania ohio michigan illinois
    florida texas california oregon colorado arizona utah nebraska kansas missouri iowa minnesota
    wisconsin indiana kentucky tennessee alabama mississippi louisiana arkansas oklahoma hawaii alaska
    idaho wyoming dakota maryland delaware washington rhode island puerto rico dominican republic
    boston springfield hartford worcester holyoke chicopee westfield northampton amherst providence
    chicago miami seattle angeles francisco philadelphia baltimore atlanta
    mexico canada england britain ireland scotland france germany spain italy portugal poland russia
    ukraine china japan korea vietnam india nepal pakistan iraq iran syria egypt somalia sudan congo
    haiti cuba colombia ecuador guatemala honduras salvador nicaragua peru bolivia chile argentina
    africa asia europe mars earth atlantic pacific caribbean arctic
    american african asian hispanic latino latina european british irish italian portuguese polish
    russian ukrainian vietnamese nepali korean arabic haitian creole somali swahili mandarin cantonese
    christian catholic jewish muslim islam islamic buddhist hindu protestant ramadan eid diwali hanukkah
    kwanzaa passover lent juneteenth veterans memorial labor columbus presidents valentine valentines
    canvas schoology powerschool aspen infinite remind seesaw kahoot quizlet quizizz khan scholastic lexia
    dibels naviance parentsquare clever edpuzzle nearpod desmos ixl flipgrid padlet turnitin grammarly
    slack telegram signal tiktok skype facetime wechat messenger pinterest reddit netflix spotify hulu
    disney pixar marvel nintendo xbox playstation minecraft roblox fortnite pokemon lego
    chromebooks macbook samsung sony dell lenovo toyota honda subaru uber lyft venmo paypal cashapp zelle
    walmart costco starbucks dunkin mcdonald's mcdonalds wendy's subway cvs walgreens staples
    tylenol advil motrin ibuprofen adderall ritalin concerta zoloft prozac epipen benadryl albuterol
    zyrtec claritin narcan insulin vyvanse strattera lexapro
    odyssey macbeth hamlet gatsby othello beowulf frankenstein dracula iliad
    shakespeare einstein newton lincoln jefferson roosevelt kennedy obama trump biden socrates plato
    aristotle mozart beethoven picasso thoreau emerson steinbeck hemingway
    chapter act massport septa ferpa hipaa covid ada idea dese dcf dcyf ocr
    u.s p.e a.p d.c r.n m.d b.a m.a p.m a.m p.t o.t e.l e.d i.d p.a h.r i.t l.a u.k u.n j.r
    p.s e.g i.e s.s a.d b.c t.v v.p m.s b.s o.k q.a c.c g.i i.q r.e
    """

  private static let places = """
    hill hills hollow brook brooks falls river rivers lake creek valley ridge orchard woods forest meadow
    meadows farm farms grove point harbor mill mills bridge cabin house houses fair press lodge inn
    gardens garden village square tower towers cape island beach bay mountain mountains pond springs
    heights trail crossing commons owls tigers eagles bears lions bruins hawks wildcats panthers rams
    """

  private static let foreignWords = """
    школа школы школу школе сегодня вчера завтра здравствуйте добрый доброе уважаемая уважаемый уважаемые
    дорогая дорогой дорогие спасибо шановна шановний шановні доброго добрий вітаю дякую сьогодні вчора
    итого номер адрес адреса кому от від тема дата вы вас вам ваш ваша ваше ваши ви ваші привет привіт
    директор класс клас математика математику английский англійська это этот эта цей ця для если якщо
    опекун опитування диктант мама мамы маму папа папы папу бабушка дедушка тётя тетя дядя
    él ella nosotros ustedes primero segundo tercero piojos pessoal filho mãe pai mamá papá tía tio tia
    señores padres familias escuela escola buenos buenas bom boa obrigado obrigada gracias
    """

  private static let verbs = """
    is was has had have isn't wasn't hasn't hadn't says said tells told asks asked thinks thought wants
    wanted needs needed will won't would can can't could couldn't should does doesn't did didn't goes
    went comes came gets got gave gives took takes made makes left leaves missed misses failed fails
    passed hit hits pushed threw told called calls wrote writes sent sends seems seemed looks looked
    feels felt knows knew likes liked loves loved hates tried tries started starts stopped stops keeps
    kept plays played works worked stays stayed turned turns sat sits ran runs walked cried cries
    broke refused refuses struggles struggled
    """

  private static let leads = """
    with told tell telling ask asked asking saw see met meet meeting call called calling text texted
    texting email emailed emailing about for named name's says said asks
    let give gave help helped helping for watch watching drive driving pick remind reminded
    that when if because while where since but so than or know knew think thinks thought hope hoping
    """

  private static let greetings = """
    hi hey hello dear thanks thank hiya yo morning afternoon evening night sorry please congrats
    welcome love best regards sincerely cheers bye goodbye hola oi olá ola querida querido estimada
    estimado gracias obrigado obrigada
    """

  private static let schooling = """
    gr grade graders grader student freshman sophomore junior senior iep homeroom absent absence absences
    suspension suspended detention evaluation counseling counselor nurse eligibility testing placement
    parent parents mom mother dad father guardian diagnosis diagnosed accommodations referral custody
    meds medication allergy
    """
}
