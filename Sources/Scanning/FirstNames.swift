/// First names that are common in the schools of the United States.
///
/// Source: baby names of the Social Security Administration, births of 1960 to 2018 (a work of the
/// government of the United States, in the public domain), words of mail taken out; names that families
/// from elsewhere bring along were added.
enum FirstNames {
  /// What is known of a first name.
  enum Kind {
    /// So common that it is one in small letters too.
    case common
    /// Hardly anything else, when it has a capital.
    case plain
    /// A word or a place as well: only what stands around it can tell.
    case word
  }

  /// Calls `body` with each of the names, in folded letters without accents, and its kind.
  ///
  /// Of a name that stands in several lists the first counts.
  static func forEach(_ body: (Span<UInt8>, Kind) -> Void) {
    common.forEach { body($0, .common) }
    plain.forEach { body($0, .plain) }
    words.forEach { body($0, .word) }
  }

  private static let common = SortedWords(
    """
    aaliyah aaron abbey abbie abbigail abby abel abigail abraham abram adaline adalyn adalynn adam
    adan addison addisyn addyson adelaide adeline adelyn adelynn aden adolfo adonis adrian adriana
    adrianna adriel adrienne agustin ahmad ahmed aidan aiden aileen aimee ainsley aisha aiyana
    alaina alan alana alani alanna alayna albert alberto alden aldo aleah alec aleena alejandra
    alejandro alena alessandra alessandro alex alexa alexander alexandra alexandria alexia alexis
    alexus alfonso alfred alfredo ali alia alice alicia alijah alina alisa alisha alison alissa
    alivia aliya aliyah aliza allan allen allie allison allyson alondra alonso alonzo alton alvaro
    alvin alyson alyssa amanda amani amara amari amaya amelia amie amina amir amira amiya amiyah
    amos amy amya ana anabelle anahi anastasia anaya anderson andre andrea andres andrew andy
    angela angelia angelica angelina angeline angelique angelo angie anika anita aniya aniyah ann
    anna annabel annabella annabelle annalise anne annette annie annika annmarie ansley anthony
    antoine antoinette anton antonia antonio anya arabella araceli archer arely ari ariana arianna
    ariel ariella arielle arjun arlene armando armani arnold aron arthur arturo arya aryanna asa
    ashanti asher ashlee ashleigh ashley ashlyn ashlynn ashton aspen athena atticus aubree aubrey
    aubrie audra audrey audrina augustus austin ava averie avery axel ayana ayanna ayden ayla aylin
    azariah bailee bailey barbara barrett barry baylee beatrice beatriz beau beckett beckham becky
    belinda bella ben benjamin bennett bennie benny bernadette bernard bernice bertha beth bethany
    betsy betty beverly bianca billie billy blaine blair blake blakely blanca bobbi bobbie bobby
    bonnie brad braden bradford bradley brady braeden braelyn branden brandi brandon brandy
    brantley braxton brayan brayden braydon braylen braylon breanna brenda brendan brenden brendon
    brenna brennan brent brenton bret brett bria brian briana brianna brianne brice bridget
    bridgette briella brielle brinley brisa bristol britney brittany brittney brock brodie brody
    brooke brooklynn brooks bruce bryan bryanna bryant bryce brycen brylee brynlee brynn bryson
    byron cade caden caiden caitlin caitlyn caleb cali callie calvin cameron camila camilla camille
    campbell camron camryn candace candice cara carey carina carissa carl carla carlee carley
    carlie carlos carlton carly carmen carol carole caroline carolyn carrie carson carter cary
    casandra casey cason cassandra cassidy cassie catalina catherine cathy cayden caylee cecelia
    cecil cecilia cedric celeste celia celina celine cesar chad chana chandra chanel channing
    charlee charlene charles charley charlie charlotte chasity chaya chelsea chelsey cheri cherie
    cherish cheryl cheyanne chloe chris christa christi christian christie christina christine
    christopher christy ciara cierra cindy claire clara clare clarence clarissa clark claude
    claudia clayton clifford clifton clint clinton clyde cody cohen colby cole coleman colette
    colin colleen collin colten colton conner connie connor conor conrad constance cooper cora
    corbin corey corinne cornelius cortney cory courtney craig cristal cristian cristina cristopher
    cullen curtis cynthia cyrus dahlia dakota daleyza dalia dalton damaris damian damien damion
    damon dan dana dane danica daniel daniela daniella danielle danika danna danny dante daphne
    darcy darian darien darin darius darla darlene darnell darrell darren darrin darryl darwin
    daryl dave david davin davion davis davon dawson daxton dayana dayton dean deana deandre
    deangelo deanna debbie deborah debra declan deja delaney delia delilah delores demarcus
    demetrius demi dena denise dennis deon derek derick derrick deshawn desirae desiree desmond
    destinee devan deven devin devon devyn dewayne dexter diana diane dianna dianne diego dillon
    dina dion dixie dominic dominick dominik dominique donald donna donnie donovan donte dora
    doreen dorian doris dorothy douglas duane dulce duncan dustin dwayne dwight dylan easton eddie
    edgar edith edmund edna eduardo edward edwin efrain eileen elaina elaine eleanor elena eli
    eliana elias elijah elisa elisabeth elise elisha elissa eliza elizabeth ella elle ellen elliana
    ellie elliot elliott ellis elmer eloise elsa elsie elvis elyse emanuel ember emely emerson
    emersyn emery emilee emilia emiliano emilie emilio emily emma emmanuel emmett emory enrique
    enzo eric erica erick ericka erik erika erin ernest ernesto esmeralda esperanza esteban esther
    ethan ethel eugene eunice eva evan evangeline evelyn evelynn everett everly evie ezekiel
    ezequiel ezra fabian fatima faye felicia felicity felipe felix fernanda fernando finley finn
    finnegan fiona florence floyd forrest frances francesca francine francis francisco frank
    frankie franklin fred freddie freddy frederick fredrick gabriel gabriela gabriella gabrielle
    gael gage gail garrett garry gary gavin gayle gemma genevieve geoffrey george gerald geraldine
    gerard gerardo gia giana gianna gianni gideon gilbert gilberto gillian gina giovanna giovanni
    giselle gisselle giuliana gladys glenda glenn gloria gordon gracelyn gracelynn gracie graciela
    grady graham grayson greg gregg gregory greta gretchen greyson griffin guadalupe guillermo
    gunnar gunner gustavo gwen gwendolyn hadley hailee hailey haleigh haley halle hallie hana hank
    hanna hannah harold harper harrison harry harvey hattie hayden haylee hayley haylie hazel
    hector heidi helen helena henry herbert herman hilary hillary holden hollie holly howard hugh
    hugo humberto ian ibrahim ida ignacio iker iliana imani ingrid irene irma irvin isaac isabel
    isabela isabella isabelle isaiah isaias isiah isis isla ismael issac itzel ivan ivy izabella
    izaiah jace jack jackie jackson jaclyn jacob jacoby jacqueline jacquelyn jada jaden jadon jadyn
    jaelyn jaelynn jaida jaiden jaidyn jaime jairo jake jakob jalen jaliyah jamal jamar jamari
    james jameson jami jamie jamison jan jana janae jane janelle janessa janet janette janice janie
    janine janiya janiyah jaqueline jared jarrett jarrod jarvis jase jasmin jasmine jason jasper
    javier javon jax jaxon jaxson jayce jaycee jayceon jayda jayden jaydon jayla jaylah jayleen
    jaylen jaylene jaylin jaylon jaylynn jayme jayson jazlyn jazmin jazmine jazmyn jean jeanette
    jeanine jeanne jeannette jeannie jeff jefferson jeffery jeffrey jenifer jenna jennie jennifer
    jenny jensen jeremiah jeremy jermaine jerome jerry jesse jessica jessie jesus jewel jill
    jillian jim jimena jimmie jimmy joan joann joanna joanne joaquin jocelyn jodi jodie jody joe
    joel joelle joey johan johanna john johnathan johnathon johnnie johnny jolene jolie jon jonah
    jonas jonathan jonathon joni jordan jordon jordyn jorge jose joselyn joseph josephine joshua
    josiah josie joslyn josue journee joyce juan juanita judah jude judith judy julia julian
    juliana julianna julianne julie julien juliet juliette julio julissa julius justin justine
    kacey kade kaden kadence kaelyn kai kaia kaiden kaila kailee kailey kailyn kaitlin kaitlyn
    kaitlynn kaleb kaleigh kaley kali kaliyah kallie kamari kamden kameron kamila kamryn kane kara
    kareem karen kari karin karina karissa karl karla karlee karlie karson karsyn karter kasen
    kasey kash kason kassandra kassidy kate katelyn katelynn katharine katherine kathleen kathryn
    kathy katie katlyn katrina katy kay kaya kayden kaydence kayla kaylee kayleigh kaylie kaylin
    kaylyn kaylynn kayson keagan keaton keegan keely keenan keira keisha keith kellan kellen kelley
    kelli kellie kelly kelsey kelsie kelvin ken kendal kendall kendra kendrick kenna kennedi
    kennedy kenneth kenny kenzie keri kerri kerry kevin khalil khloe kian kiana kiara kiera kieran
    kierra kiersten kiley killian kim kimberley kimberly kimora kingston kinley kinsley kira kirk
    kirsten knox kobe kody kolby kole kolton korbin korey kori kory kourtney kris krista kristen
    kristi kristian kristie kristin kristina kristine kristopher kristy krystal kurt kurtis kyla
    kylan kyle kylee kyleigh kyler kylie kyra kyrie lacey lacy laila lainey lamar lamont lana lance
    landen landon landry landyn laney lara larissa larry latasha latisha latonya latoya laura
    laurel lauren laurie lauryn lawrence lawson layla layne layton leah leann leanna leanne lee
    leia leigh leighton leila leilani leland lena lennon leo leon leona leonard leonardo leonel
    leroy lesley leslie lesly lester leticia levi lewis lexi lexie lia liam liana libby lila lilah
    lilian liliana lillian lilliana lillie lilly lilyana lina lincoln linda lindsay lindsey lionel
    lisa liza lizbeth lloyd logan lois lola londyn lonnie lora lorelei loren lorena lorenzo loretta
    lori lorraine louis louise luca lucas lucia luciana luciano lucille lucinda lucy luis luka
    lukas luke luther luz lydia lyla lyle lynda lyndsey lynette lynn lynne mabel macey maci macie
    mackenzie macy madalyn madalynn maddison maddox madeleine madeline madelyn madelynn madilyn
    madilynn madisyn madyson mae maeve magdalena maggie maia makayla makenna makenzie malachi
    malakai malaysia malcolm malia malik maliyah mallory mandy manuel mara marc marcel marcella
    marcia marco marcos marcus margaret margarita margie margot maria mariah mariam marian mariana
    marianna marianne maribel marie marilyn marina mario marion marisa marisol marissa maritza
    marjorie markus marla marlee marlene marley marlon marquis marsha marshall martha martin marty
    marvin mary maryam maryann mason mateo mathew mathias matias matilda matteo matthew matthias
    mattie maura maureen maurice mauricio maximilian maximiliano maximus maxine maxwell maya mayra
    mckayla mckenna mckenzie mckinley meagan megan meghan mekhi melanie melany melina melinda
    melisa melissa melvin meredith mia miah micaela micah michael michaela micheal michele michelle
    mickey miguel mikaela mikayla mike mila milan mildred miley millie milo milton mina mindy mira
    miranda miriam misty mitchell mohamed mohammad mohammed moises mollie molly mona monica monique
    morgan moriah morris moses moshe muhammad mya myah myla myles myra myron nadia nadine nancy
    naomi nash nasir natalee natalia natalie nataly natasha nathalie nathan nathanael nathaniel
    nayeli neal nehemiah neil nellie nelson nevaeh nia nicholas nichole nickolas nico nicolas
    nicole nicolette nigel nikki nikolas nina noah noe noel noelle noemi nolan nora norah norma
    norman nyla nylah oakley olga oliver olivia omar omari oscar osvaldo otis owen pablo paige
    paisley pamela paola parker patrice patricia patrick patsy patti patty paul paula paulette
    paulina pauline paxton payton pedro peggy penelope perla perry peter peyton philip phillip
    phoebe phyllis pierce pierre piper presley preston priscilla quentin quincy quinn quintin
    quinton rachael rachel rachelle raegan raelyn raelynn rafael raiden raina ralph ramiro ramon
    ramona randall randi randolph randy raphael raquel rashad raul ray raymond rayna reagan rebeca
    rebecca rebekah reece reed reese regan regina reginald reid reilly reina remi remington remy
    renata rene renee reuben rex reyna reynaldo rhett rhiannon rhonda rhys ricardo richard rick
    rickey ricky riley rita robbie robert roberta roberto robin robyn rocco rochelle rocio roderick
    rodney rodolfo rodrigo rogelio roger rohan roland rolando roman romeo ron ronald ronan ronda
    ronnie rory rosa rosalie rosemarie rosemary rosie ross rowan roxanne roy ruben ruby rudy
    russell ruth ryan ryann ryder ryker rylan ryland rylee ryleigh rylie sabrina sadie saige sally
    salvador salvatore samantha samara sammy samuel sandra santana santiago santino santos sara
    sarah sarai sasha saul savanna savannah sawyer scarlet scarlett scott sean sebastian selah
    selena selina semaj serena serenity sergio seth shana shane shania shanna shannon shari sharon
    shaun shauna shawn shawna shayla shayna shayne shea sheena sheila shelby sheldon shelia shelley
    shelly sheri sherri sherrie sherry sheryl shiloh shirley sidney siena sienna silas silvia simon
    simone skye skyla skylar skyler sloane sofia solomon sonia sonja sonny sonya sophia sophie
    spencer stacey staci stacie stacy stanley stefan stefanie stephan stephanie stephany stephen
    steve steven stevie stuart susan susana susie suzanne sydney sylvia tabatha tabitha talia talon
    tamara tami tamia tamika tammie tammy tania tanisha tanner tanya tara taryn tasha tate tatiana
    tatum tayler taylor teagan ted terence teresa teri terrance terrell terrence terri terry tess
    tessa thaddeus thalia thea thelma theo theodore theresa thiago thomas tia tiana tianna tiara
    tierra tiffany tim timmy timothy tina titus tobias toby todd tom tomas tommie tommy toni tonia
    tony tonya tori tracey traci tracie tracy travis trent trenton trevon trevor trey tricia trina
    trisha trista tristan tristen tristin triston troy tucker tyler tyra tyree tyrell tyrone tyson
    ulises uriah uriel valentina valeria valerie vance vanessa vaughn vera vernon veronica vicente
    vicki vickie vicky victor victoria vincent violet virgil vivian viviana vivienne wade walker
    wallace walter wanda warren waylon wayne wendell wendy wesley weston whitney willa william
    willie wilma wilson winston wyatt xander xavier ximena yadira yahir yareli yaretzi yasmin
    yasmine yesenia yolanda yvette yvonne zachariah zachary zachery zackary zackery zaiden zander
    zane zara zaria zariah zayden zayne zechariah zion zoe zoey zoie zuri
    """)

  private static let words = SortedWords(
    """
    abbot ace al allah ally alma ama amber america amparo angel angeles april aria art ash asia
    august augusta aurora autumn baker basil bay bear bee bells bentley bill birdie blaze bo bob
    boston brazil brook brooklyn buddy cadence cairo camden candy cannon carolina carver case cash
    cedar chance chandler charity chase chaunce chen cherry chester chevy cheyenne chip cielo clay
    cleveland cliff colt consuelo coral crew cruz crystal daisy dale dallas dao dawn deacon denver
    destiny diamond dior doc dolores don drake drew duke earl ebony eden essence estrella eve faith
    falcon fern fisher ford forest fox gale garnet gay gene general genesis geneva georgia ginger
    glen gold grace grant guy had hamilton hari harley harmony haven hawk heath heather heaven
    honey hope houston hudson hunter india infiniti infinity iris isle israel ivory jade jay jet
    jett jo josh journey joy judge june junior justice kent kenya king kit lake lam lane lark
    legend lennox lexus liberty lily london long lourdes loyal luna lyric mack madison majesty
    major mar march mark marlin mars maverick max may melody memory memphis mercedes mercy messiah
    miles miracle mister montana moon my nam nevada nick nieves noble ocean olive onyx opal orion
    orlando page paris pat patience pearl pen penny phoenix pilar poet pope poppy porsche porter
    precious prince princess queen quill rain raleigh ranger raven rebel reign reyes rhyme rich rio
    river rocky rod rosario rose rowdy royal royalty royce rusty sage saint salem sam sandy sang
    senior sierra silver sincere skip sky socorro sol soledad son sonnet star stella sterling stone
    storm stormy story sue sullivan summer sunny tai tam temple terra tesla topaz trace treasure
    trinidad trinity tu tulip ty unique van venus virginia washington will willow windy winter wolf
    """)

  private static let plain = SortedWords(
    """
    aaden aadhya aamir aanya aarav aarush aarya aayush abagail abbigale abbygail abdiel abdirahman
    abdul abdullah abdulrahman abe abebe abelardo abena abhinav abigale abigayle abner abriana
    abrianna abrielle abril abygail acacia achilles adaeze adair adalberto adalee adamari adamaris
    addalyn addelyn addie addilyn addilynn adela adelina adelle adia adiel adilene adilyn adilynn
    adin adina adison aditi aditya adley adnan adrain adria adriane adrianne adriano adrien adyson
    aedan afton agnes ahmir aidyn aiko aila ailani ailyn aislinn aislynn aitana aiyanna aja ajani
    ajay akash akeem akira akiva akua alaia alain alanah alanis alannah alaric alaya alayah alaysia
    alba alberta alea alecia aleigha aleksander aleksandr aleksandra alesha alesia alessa alessia
    alethea alexandre alexandrea alexandro alexavier alexei alexey alexi alexsandra alexys
    alexzander aleyah aleyna alfonzo aliah aliana alianna aline alise alisia alisson alistair alix
    aliyana alize allana allegra alli allisson alliyah allyssa almaz alona alonna alora alphonso
    alta althea alva alyce alycia alyna alysa alyse alysha alysia alyssia alyvia amaia amal amalia
    aman amar amare amaria amariah amarie amarion amaris amauri amayah amberly ambrose ameer ameera
    ameerah amelie amerie amethyst ami amia amiah amilia amin aminah amirah ammar ammon amora amyah
    anabel anabella anai anaiah anais anaiya anakin analia analisa analise analy anamaria ananya
    anas anastacia anayah anayeli anders andie andra andreas andrei andrej andrey andria andriy
    anessa angelena angelic angelie angelika angelita angely angus anh ani ania aniah anibal anil
    anisa anish anisha anissa aniston anitra anja anjali anjelica annabell annabeth annalee
    annaleigh annaliese annalisa annamaria annamarie anneliese annelise annemarie anniston ansel
    ansh anson antione antionette antonella antonette antony antwan antwon anyla apollo aracely
    aranza araya archie arden areli ares ariadna ariadne ariah arian ariane arianne aric arie
    ariela aries arik arin arion arionna aris arissa ariya ariyah ariyana ariyanna arleen arlen
    arleth arlette arlo armaan arman armand armon armoni arnav arnoldo arnulfo arron artem arvin
    arwen aryan aryana aryeh aryn asha ashely ashish ashli ashlie ashlin ashly ashten ashtin ashtyn
    asmita aspyn aston astrid atlas atreyu aubri aubriana aubrianna aubriella aubrielle aubry auden
    audree audriana audrianna audrie augustin augustine aundrea aura aurelia aurelio austen auston
    austyn autum avah avalon avalyn avalynn avani aven averi aviana avianna avion avis aviva avril
    avrohom axl axton aya ayaan ayah ayan aydan aydin ayesha ayleen aysha ayush ayva azael azalea
    azaria azriel azucena azul baila baileigh bambi bao barbra baron barron bart barton bayleigh
    bayley baylie baylor bea beatrix becca beck belen bellamy belle benedict benicio benita benito
    benjamen benson bentlee bently benton berenice berkeley berkley bernadine bernardo bernie
    bessie bethanie bette bettie bettina bettye beulah bev beyonce bhim bia bianka bibek bikash
    bilal bimala binh binod bishal bishop bjorn blaire blaise blanche blane blayne blythe boaz bode
    boden bodhi bodie bogdan bohdan bonita booker boone boris bowen boyd bradlee bradly bradyn
    braedon braedyn braelynn braiden brandan brandee brandie brandt brandyn brannon branson brant
    brantlee braulio braxtyn braylee brayleigh braylin brayson brayton breana breann breanne breck
    brecken bree breeanna brennen brennon brentley breonna briar bridger bridgett brie brieanna
    brigette brigham brighton brigid brigitte briley brinlee brionna briseida brissa britany britni
    britt britta brittani brittanie brittni brittny britton brixton broc broderick brogan bronson
    bronwyn brookelyn brookelynn brooklin brooklynne bruno bryana bryar bryleigh brylie bryn
    brynleigh brynley brynna brynne bryon brysen bryton burke burton caeden cael caelan caelyn
    caesar cailey cailin cailyn cain caio caitlynn cal cale caleigh calen calista calla callahan
    callan calleigh callen calli calliope callista callum camari cambree cambria cambrie camdyn
    cameran cameryn cami camilo camren canaan candi candis canon canyon capri caprice caren cari
    carie carleigh carlene carli carlin carlo carlyn carmela carmella carmelo carmine carnell
    carolynn carrington carroll carsen carsten carsyn caryn carys casen casie cassius cassondra
    castiel cataleya catarina catelyn catharine cathleen cathryn catrina caydence cayla cayleigh
    caylin cayson ceasar cecile cecily cedrick celena chace chadwick chaim chancellor chanda
    chanelle chantal chante chantel chantell chantelle charis charisma charissa charisse charla
    charleigh charleston charli charlize charly charmaine chassidy chastity chau chauncey chava
    chayce chayse chaz chelsi chelsie chelsy cherise cherokee chesney chet chevelle chiara chidi
    china chinedu chiquita chrissy christal christan christen christiana christianna christin
    christofer chrystal chuck chyanne chyna cian ciana cianna ciarra cienna ciera cindi cinthia
    citlali citlalli citlaly clair claira clarice clarisa clarke claudette claudine claudio clement
    clementine cleo cloe cloey clover coby codey codi codie coen colbie coleen coleton collette
    collins colson colter coltin constantine coraline corban corbyn cordelia cordell cori corie
    corina corinna cormac cornelia corrie corrina corrine cortez corwin cosette coty courtland coy
    creed creighton crista cristiano cristin cristobal cristofer cristy crosby cuong curt cydney
    cyril daelyn dafne daija daijah daisha dajuan dakari dakoda dakotah dalila dalilah dallin
    damani damarcus damari damarion dameon danae dandre danelle danette dangelo dani dania danial
    daniele danil danila danilo danita dannie dannielle danuta danya danyel danyelle danylo daquan
    dara darby darci darcie darell daren daria dariana dariel dario darion daron darrel darrian
    darrick darrien darrion darrius darron darya daryn dasha dashaun dashawn dashiell dasia daven
    daveon davi davian davina davonte dawit dawna dawood dax dayanara dayanna daylan daylen daylin
    daylon dayna dayne daysha deandra deann deanne deanthony deasia debby debora dedrick dee deegan
    deena deepak deidra deidre deion deirdre deisy dejah dejuan deklan delana delanie delano
    delbert della delmar deloris delvin demarco demari demario demarion demetri demetria demetris
    demond denice denim denis denisha denisse dennise denny denton denys denzel deondre deonna
    deontae deonte dequan dereck deric derik deron derrell des desean deshaun desta destany destin
    destiney destini destinie devante devlin devontae devonte devorah dezmond dhan dhruv diann dick
    diem dilan dillan dillion dima dimitri dinah dino dionna dionne dionte dipak dipesh divine
    divya diya dmitri dmitry dmytro dolly dom domenic domenico domingo dominque domonic domonique
    dona donavan donavin donavon donell donnell donny donta dontae dontrell dori dorothea dorrit
    dorthy dot doug dov dovid doyle draven drayden dru duc duda dung durga dusty dyllan dylon
    dynasty eamon ean earnest eason eben eboni eddy eder edgardo edie edison edmond edson edwardo
    edwina effie efren egypt eian ekaterina ela elan elana elayna elbert eldon eleanora eleanore
    eleazar eleni elexis elia elian eliane elianna elicia elida eliel eliezer elin elina elinor
    eliot eliseo eliyahu ellery elli ellianna ellison elly elma elodie eloisa elora eloy elton elva
    elvia elvin elvira elwood ely elysia elyssa emalee eman emani emberly emeka emelia emelyn
    emerald emerie emi emil emile emiliana emir emmalee emmaleigh emmaline emmalyn emmalynn emme
    emmeline emmerson emmet emmie emmitt emmy emoni emry enoch ephraim erich erinn erma ernestine
    ernie errol ervin erwin eryn esme estefani estefania estefany estela estella estelle ester
    estevan ethen etta eugenia eugenio eula evalyn evalynn evangelina evaristo evelin evelina
    everardo everette everlee everleigh evette evgeny evin ewan fabio fabiola fadi faigy faisal
    fallon fang fannie farah farida faris farrah fatimah fatma fatoumata favian fawn fay fayth
    federico felecia felisha fermin fidel filip finnian finnley fitz flavio fletcher flor flora
    flynn folake foster francesco franchesca francisca franco franky freda frederic fredy freeman
    freya frida gabe gabriele gaige galen galilea galina gannon gareth garett garland garret
    garrick garrison garth gatlin gaven gavyn gayla gema gena genaro gentry georgette georgiana
    georgina geovanni geovanny geri germaine german gerry gerson gertrude giada gian giancarlo
    giang gianluca giavanna gibson gil gilson ginny gino giovani giovanny girma gisel gisela gisele
    gissel gita gitty giulia giuseppe gizelle glenna glory goldie goncalo gonzalo gopal gracen
    gracey gracyn graeme gray grayden graysen grecia greer greggory gregorio greysen griselda
    grover guerline guinevere gus gwenyth gwyneth hadassah haden hadi hadlee hadleigh hagen hai
    haiden haidyn hailie haily hakeem hala halee hali halie halley halo halyna hampton hamza hanan
    hang hanh hans hao harlan harlee harleigh harlem harlie harlow harmoni harmonie haroun harriet
    harris hartley haruto hasan hassan haydee haydn hayes hayleigh heavenly heidy heitor helene
    hellen hendrix henley henri henrietta heriberto hernan hershel hezekiah hien hieu hilario hilda
    hipolito hiram hiroshi hiwot hoa hoang holland holley holli hollis homero horace horacio hoyt
    hubert huda hui hung huong hussein huxley huy hyrum iain icaro idris iesha ifeoma igor ihor ike
    ila ilan ilana ileana ilene iman imari imelda immanuel imogen imran ina indiana indra ines inez
    infant ireland irie irina irving irwin iryna isaak isabell isac isadora isael isai isamar isela
    isha ishaan ishan ishmael isidro ismail isobel isreal issa italia itzayana ivana ivanna ivette
    ivey ivonne iyana iyanna izaac izaak izabel izabelle izayah izzabella jabari jacari jacelyn
    jacen jacey jaci jacie jacinda jackeline jackelyn jacklyn jacky jacobi jacobo jacorey jacque
    jacquelin jacquelynn jacques jacquline jacy jad jadelyn jadiel jadin jaeda jaeden jaedon jaedyn
    jael jaela jaelin jagger jaheim jahir jahlil jahmir jai jaila jailyn jailynn jaimee jaimie
    jaina jair jairus jakai jakari jakayla jakobe jakobi jakub jaleah jaleel jalil jalin jalisa
    jalissa jalon jalyn jalynn jamaal jamarcus jamarion jamaya jameel jamel jamey jamia jamiah
    jamil jamila jamin jamir jamiya jamiyah jammie jamon jamya janai janay janaya janeen janell
    janelly janeth jania janiah janis janna janya jaquan jaquelin jaquelyn jaquez jarell jaren
    jarett jariel jarod jaron jarred jarrell jarret jasen jashawn jasiah jasleen jaslene jaslyn
    jaslynn jasmyn jasmyne javan javen javian javin javion javonte jaxen jaxton jaxx jaxxon jaya
    jaycie jaycob jaydan jayde jaydin jaydyn jaylan jaylee jaylyn jaymie jayna jayne jayse jaysen
    jayven jayvion jayvon jazelle jaziah jaziel jazlynn jazmyne jazzlyn jeana jeanie jeanna
    jeannine jed jedediah jedidiah jeffry jelani jemma jen jena jenae jenelle jenesis jenessa
    jeniffer jennah jenni jenson jerad jerald jeramiah jeramy jered jeremias jeremie jeri jerica
    jericho jerimiah jermiah jerod jeromy jerrell jerri jerrica jerrod jersey jesenia jeshua jesiah
    jesica jess jessa jessalyn jessenia jessi jessiah jessika jesslyn jessy jevon jewell jia jianna
    jin jing jiselle jiya joana joao jocelin jocelyne jocelynn joesph johana johann johannah johnie
    johnna johnpaul johnson joi jolee joleen jolynn jonatan jonna jordana jorden jordi jordin jordy
    jordynn jorja jory josalyn josef josefina joselin joseline joseluis josephina josette josey
    joshuah josias joslynn josselyn josslyn jourdan journi jovan jovani jovanna jovanni jovanny
    jovany jovie jovon joycelyn joziah juana juancarlos jubilee judd judi judson juelz jules juli
    juliann julieta julisa jullian jun juniper jurnee justen justina justus justyce justyn kabir
    kabita kaci kacie kacy kadie kadin kady kadyn kaeden kaedyn kael kaela kaelin kaelynn kahlil
    kaidence kaidyn kailah kailani kaileigh kaili kaily kailynn kain kaine kainoa kaira kairi kairo
    kaison kaiya kala kalani kale kalea kaleah kalee kalel kalen kalena kalia kaliah kalie kalin
    kalina kalista kallen kalli kalvin kalyn kalynn kamal kamala kamaria kamarion kamdyn kameryn
    kami kamil kamilah kamilla kamille kamiya kamiyah kamora kamran kamren kamron kamya kandace
    kandi kandice kandy kaniya kaniyah kannon karah karan karely karena karie karim karime karis
    karleigh karley karli karly karmen karol karolina karoline karolyn karon karri karrie karsen
    karsten karyme karyn kasandra kase kashton kasie kassie kataleya katalina katarina katelin
    katerina kateryna katherin katheryn kathi kathie kathrine kati katia katina katlin katlynn
    katrin katya kaua kavin kavon kayce kaycee kaydee kaydin kaye kaylah kaylan kaylani kayle
    kaylea kayleb kayleen kaylei kaylen kaylene kayley kayli kayne kaysen kaytlin kaytlyn keana
    keandre keanna keanu keara kecia keelan keeley kegan kehlani keiko keila keilani keily keion
    kelby kelcie keli kelis keller kelsea kelsi kelsy kelton kenadee kenadie kenan kendell kendyl
    kenia kenisha kenji kenlee kenleigh kenley kennadi kennith kensington kensley kenton kentrell
    kenyatta kenyon kenzi keon keona keoni kera keren kermit kerrie kerrigan kesha keshaun keshawn
    keshia keturah keven kevon keyana keyanna keyla keyon keyona keyonna keyshawn keysi keziah
    khadija khadijah khai khaled khaleesi khalia khalid khamari khang khanh khari khoa khristian
    kia kiah kianna kiarra kien kiernan kierstin kierstyn kimani kimber kimberlee kimberli
    kimberlyn kindra kingsley kinlee kinleigh kinsey kinslee kinzley kip kiran kirby kirra kirstie
    kirstin kisha kiya kiyah klara klarissa klayton kloe koa kobi koby koda kodi koen kofi kohen
    kollin kolt kolten kolya konner konnor kooper kora korben korbyn korie kortney kraig krish
    krishna kristal kristan kristiana kristofer kristoffer kristyn krysta krysten krystina krystle
    kwaku kwame kya kyah kyan kyara kye kylah kylar kylen kyli kylin kymani kyndal kyndall kynlee
    kyrah kyran kyree kyren kyron kyson lachlan laci lacie ladarius ladonna lailah laina laine
    laisha laith lakeisha laken lakesha lakeshia lakisha lakota lakyn lamarcus lamya lan landan
    landin langston lani lanie laniya laniyah laquita larisa larkin laron lashanda lashawn lashonda
    latanya lathan latonia latosha latrell latrice latricia laureen laurence lauri lavern laverne
    lavon lavonne lawanda laxmi layan laylah layna lazaro lazarus leana leander leandra leandro
    ledger leeann leeanna leela leeland leena lei leif leigha leighann leilah leilany lela lelia
    lemuel lenny lenora lenore leobardo leonidas leopoldo leora lesa lesia leslee lesli lesya
    letitia levon lexis lexy leyla leyton lian lianna lidia lili lilia lilianna lilith lilli
    lillianna lillyan lillyana lillyann lillyanna lilyan lilyann lilyanna lind linden lindy linette
    ling linh linnea lino linsey linus linwood lisbeth lisette lissette litzy liv livia liyah liz
    lizabeth lizeth lizette lizzie lluvia loan lochlan lolita londynn loni loraine lorelai lorene
    lorie lorin lorna lorri lorrie lottie lou louie louisa lowell loyd luana luann lubna lucca
    lucero luci lucian lucie lucien lucio lucius lucretia ludmila luella luigi luisa luiz lula lupe
    lupita lylah lyn lyndon lyndsay lynnette lynsey lyra lyudmila mable mackenna madden maddie
    maddix maddux madelin madelyne madisen madonna madysen maegan magali magaly magdalene magen
    magnolia magnus mahdi mahmoud mahogany mai maile maira maisie maison maisy maite maiya makaela
    makai makaila makala makaylah makena makenzi makhi makiah makiya makiyah maksym makyla malaika
    malak malakhi malaki malani malaya malayah malcom malea maleah malek malena maliah malika
    malina malinda malissa maliya malka mallorie malorie mamie mandi manisha manny manuela maranda
    marcela marcelino marcell marcello marcellus marcelo marci marcie marcy marek marely maren
    margaux marge margo marguerite mari mariajose mariano maribeth maricela maricruz mariel mariela
    mariella marielle marietta marilynn marin marisela mariya mariyah markayla markel markell marko
    marleigh marlen marlena marli marlie marlo marlowe marlyn marnie marquel marques marquez
    marquise marquita marshal marshawn marta martez martina maryah maryanne marybeth maryellen
    maryjane marylou maryn masen masha massimo masyn mateus matheus matt mattison mauro mavis maxim
    maximillian maximo maxton maxx mayah maycee maylee maylin mayson mayte mazie mccoy mckay meadow
    meaghan meera meg meghann mei meilani meir melani melania melba melia mellisa mellissa melodie
    melonie melony menachem mercedez merissa merle merlin merrick merrill merritt merry mervin mica
    micaiah micayla michal michel michell miguelangel mika mikael mikah mikaila mikal mikala mikel
    mikhail milagros milah milana milani milania milena milla miller millicent milly mimi mindi
    minerva ming minh minnie mirella mireya mirian mirlande mirna misael misha missy misti mitch
    mitchel mitzi miya miyah mohamad moira monet monika monroe monserrat monte montez montgomery
    montrell montserrat monty mordechai muhammed mulu muriel murray musa mustafa myesha myka mykah
    mykayla mykel mykhailo mykola mylah mylee mylie myranda myriam myrna myroslava myrtle nabil
    nabin nada nadege nadya nahla naila nailah naima najee nakia nala nalani nallely nanci nanette
    naoko nariah nasser nastya natali nataliya natalya nate nathalia nathaly nathanial nathen nawal
    naya nayely nayla nazir nechama neel neftali neha nelda nell nelly neriah nestor nettie neva
    neveah nevin neymar nga ngan nghia ngoc ngozi nhan nhi nhung nichelle nicholaus nicki nicklaus
    nicky nicola nicolle nikhil niki nikia nikita nikko niko nikola nikolai nikole nila nile nilton
    nirmala nisha nita nixon niya niyah noa noam noelani noelia nola nolen nona noor norbert
    norberto noreen norris nour novalee nuno nya nyah nyasia nydia nyomi oaklee oanh obed octavia
    octavio octavius odalis odalys odell odessa odin ofelia oksana oleg oleh oleksandr oleksii
    olena olha olin ollie olu olumide olyvia omarion omer ophelia oren oriana orin orrin orville
    osama osbaldo osiel osiris oskar osman osmar ostap oswaldo otto paislee paisleigh paityn palmer
    paloma pam paolo parris patrica patricio paulo pavel pavlo payson payten peighton pepper percy
    persephone pete petra petro petya phil phineas phong phu phuc phuong pia pierson polly pooja
    porsha portia prakash prakriti pranav preslee pricilla princeton priscila prisha priya priyanka
    puja purna pyper quan quang quiana quinten quoc quyen quynh racheal rachell racquel radha rae
    raeann raeleigh raheem rahman rahul raimundo raine raizy raj rajesh ramesh rami ramses ramsey
    rana randal randell rania raniyah ransom rasha rashaad rashaun rashawn rasheed ravi ravyn raya
    rayan rayanna rayden raylan raylee rayleigh raylene raylynn raymon raymundo rayne rayshawn
    rayven rayyan reanna reba rebecka reem reggie rena renae renato renita reva rey reyansh
    reymundo rhea rhianna rhoda rhyan rhylee ria rian rianna richelle richie ricki rickie rico
    rigoberto rihanna rikki rilee rileigh rilynn rim rina risa rishi rivka riya robbin robby rochel
    rodger rodrick roel rojina rome romina ronaldo roni ronin ronny roosevelt rori rosalee rosalia
    rosalina rosalind rosalinda rosalyn rosalynn rosana rosanna rosanne roscoe roseann roseanna
    roselene roselyn rosemond rosendo rosetta roshan rosilene rosita roslyn rowen rowyn roxana
    roxann roxanna roxie roxy rubi rudolph rufus rui ruslan russel ruthie ryanne ryen rylen ryley
    rylin rylynn ryne saanvi sabastian sabin sabina sabine sade safa sagar sahana sahara sahil
    sailor saira sakura saleh salena salina sallie salma salman salome salomon samaria samatha
    samaya sameer sami samia samir samira samiya samiyah samjhana sammie samson samual samya sana
    sanaa sanai sandi sanford saniya saniyah sanjana sanjay santosh saoirse sapphire sarahi
    saraswati saray sariah sarina sarita sariyah saundra sav savana savanah savion saylor scarlette
    schuyler scottie scotty scout seamus sebastien sedrick selam selene selma seneca sequoia
    serafina seraphina serene sergei sergey serhiy serina shaan shad shae shaelyn shai shaila
    shaina shakira shalom shalonda shamar shameka shamika shamya shanaya shanda shanell shanelle
    shani shanice shanika shaniqua shaniya shaniyah shannan shanon shanta shante shantel shantell
    shanya shaquille shara sharla sharlene sharonda sharron shasta shavon shawnee shay shaye
    shaylee shaylynn shelbi shelbie shelli shellie shelton shemar sheree sheridan sherlyn sherman
    sheyla shia shianne shimon shira shivani shlomo shmuel shon shonda shoshana shreya shyann
    shyanne shyla siddharth silvana simeon simona simran sinai siobhan sirena sita siya skylah
    skylee skylynn skyy slade sloan smith sofie soleil solomiya sommer sondra soraya soren stacia
    stanislav starla starr steele stefani stefano stefany stephaine stephani stephenie stephon
    stetson stewart stormie sujan sulaiman suman sunil sunita suresh suri susanna susannah susanne
    susmita sutton suzan suzanna suze suzette svetlana sviatoslav sybil sydnee sydni sydnie syed
    sylas sylvester sylvie symone symphony syncere tabetha tad tadeo taelyn taha tahj tahlia taina
    taj tala talan taleah talen taliah taliyah tallulah talya tamar tameka tamela tamera tamiko
    tammi tamra tamsin tamya tana tanesha tanika taniya taniyah tanvi tarah taraji taras tarek
    tarik tariq taron tasia tatianna tatyana tavares tavion tavon tawana tawny tawnya taya tayden
    tayla taylar taylen taylin taytum teddy teegan tegan temperance tenley tenzin tera teressa
    terrie terrill tesfaye tetiana tetyana tevin thad thang thanh thao thatcher theodora therese
    theron thien thinh thor thu thuan thurman thuy tiago tiarra tien tiera tierney tiffani tiffanie
    tika tilda timur tinley tinsley tionna tisha tobi tobin tod tomeka toney tonja torey torin
    torrance torrence torrey torri torrie tory tosha tova trae tram trang travion travon trayvon
    tremaine tremayne trena trenten tressa treva trever trevin trevion treyton treyvon trinh
    triniti tripp trish tristian tristyn tru truc trudy truman trung trystan tuan tulasi tunde
    turner tuyet twila twyla tyana tyanna tyasia tyce tye tyesha tyla tylan tylar tylor tymko
    tymofiy tyquan tyrel tyrese tyron tyrus tyshawn tzvi ulysses umar urijah ursula uyen vada vadim
    vadym val valarie valencia valentin valentine valentino valery valorie vanesa vania vanya varun
    vasco veda velma venessa verna veronika vianey vianney vida vidal vienna vihaan viktor viktoria
    vince vincenzo vinh viola violeta violette viridiana vitaliy vitaly vito vivaan vivianna
    vivianne vivien vladimir volodymyr vonda vova wafa waleed walid walt wanjiru warner watson
    waverly wei weldon wellington wendi wes westin westley whitley wilbert wilbur wilder wiley
    wilfred wilfredo wilhelmina willard willem williams willis wilmer winifred winnie wislande
    wolfgang woodly woodrow wren wylie wynter xavi xavion xiao xin xiomara xitlali xochitl xuan
    xzavier yaakov yadiel yael yahaira yahya yair yajaira yakov yam yamilet yamileth yan yana
    yandel yaneli yanira yara yarely yaretzy yaritza yaroslav yas yaseen yash yasin yasir yasmeen
    yaw yazmin yazmine yehuda yen yeshua yessenia yessica yetunde yevgenia yevhen yisroel yitzchok
    yoel yohannes yoko yonatan yosef yoselin yousef youssef yuki yuli yulia yuliana yulissa yuliya
    yuri yuridia yusef yusra yusuf zach zack zaden zahara zahir zahra zaid zaida zain zaina zainab
    zaira zaire zakaria zakary zakiya zamir zaniya zaniyah zarah zariyah zavier zavion zayd zayla
    zaylee zayn zbigniew zeke zelda zella zena zendaya zephaniah zev ziad zina ziva zlata zoee zola
    zora zoryana zosia zoya zulema zyaire zyon
    """)
}
