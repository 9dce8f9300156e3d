/// Last names that are common in the United States and hardly anything else.
///
/// Source: the census of 1990 (a work of the government of the United States, in the public domain),
/// words of mail, places and first names taken out; names of communities that came since were added.
enum LastNames {
  /// Calls `body` with each of the names, in folded letters without accents.
  static func forEach(_ body: (Span<UInt8>) -> Void) { names.forEach(body) }

  private static let names = SortedWords(
    """
    abbott abell abercrombie abernathy abeyta ables abney abrams abramson abreu abruzzi acevedo
    acharya achterberg acker ackerman ackley acosta acree acuna adame adams adamson adcock adeyemi
    adhikari adkins adorno agee agnew aguayo aguiar aguilar aguilera aguirre ahern ahrens aiello
    aiken aikens ainsworth akers akins alaniz alarcon albanese albers alberts albertson albright
    albritton alcala alcantar alcaraz alcorn alderman alderson aldrich aldridge aleman alencar
    alfaro alford alger alicea allard alleyne allgood allman allred almanza almaraz almeida almond
    almonte alston altamirano altman alvarado alves amador amaral amato ambriz amerson ames ammons
    amundson andersen anderton andrade andrews andrus angell anglin anguiano angulo annis apodaca
    aponte appel appleby applegate appleton applewhite aquino aragon aranda araujo arbogast arce
    arceneaux archibald archuleta ardoin arellano arevalo arias armendariz armenta armijo armour
    armstead armstrong arndt arnett aronson arredondo arreola arriaga arrington arriola arrowood
    arroyo arruda arsenault arteaga artis asbury ashby ashcraft ashe ashford ashmore ashworth askew
    atchison atchley atherton atkins atkinson atwell atwood aucoin auger ault autrey autry avalos
    avant avila aviles ayala aycock ayers ayres azevedo babb babbitt babcock baber babin baca bach
    bachman backus bacon bader badger badillo baer baez baeza bagby baggett bagley bagwell bahr
    bain baines bair baird balch balderas baldridge baldwin bales ballard ballesteros ballew
    ballinger ballou bancroft banda bandy bane bankston bannister banta banuelos barajas baran
    barba barbee barber barbosa barbour barboza barclay bard barden barela barfield barger barham
    barker barkley barksdale barlow barnard barner barnes barnett barnette barney barnhart barnhill
    barnum barnwell barone barr barragan barraza barreto barrientos barringer barrios barrow
    barrows bartels barth bartholomew bartlett bartley bartz basham basile baskin basnet bassett
    bastian batchelder batchelor bateman batista batiste batson battaglia batten batts bauer baugh
    baughman baum bauman baumann baumgardner baumgartner bautista baxley baxter bayer bayless bayne
    bays beach beal beale beall beals beam beaman beamon bean beane beard bearden beardsley beasley
    beason beattie beatty beaty beauchamp beaudoin beaudry beaulieu beauregard beaver beavers
    becerra bechtel becker beckman beckwith becnel bedard bedell beebe beecher beeler beeman beers
    beeson begay begley behrens belanger belcher belk bell bellinger bello belton beltran bemis
    benally benavides benavidez bender benefield benford benge benham benitez benn benner bennet
    benoit bentz berg bergen berger bergeron bergman bergstrom berkowitz berman bermudez bernal
    berndt bernhardt bernier bernstein berrios berry berryman bertram bertrand berube bess
    betancourt bethea bethel bettencourt bettis betts betz bevins beyer bhattarai bianchi bianco
    bible bice bickel bickford biddle bidwell bierman bigelow biggs bigham billingsley billiot
    billups bilodeau binder bingham binkley birch birdsong birmingham bischoff bisson bissonnette
    bittner bivens bivins bixler blackburn blackford blackman blackmon blackwell blackwood blain
    blais blalock blanchard blanchette blanco bland blankenship blanton blaylock bledsoe blevins
    bliss blocker blodgett bloom bloomfield blum blume boardman boatman boatright boatwright
    bobbitt bobo bock boehm boettcher bogan boggs bogle bohannon bohn boisvert boland bolden bolduc
    bolen boles bolin boling bolling bollinger bolt bolton bondarenko bonham bonilla bonner bonney
    booher booth boothe boozer bordelon borden boren borg borges borrego bosch bosley bost bostic
    bostick bostwick boswell bosworth botelho botello bott bottoms botts bouchard boucher boudreau
    boudreaux bouldin bourgeois bourne bourque boutin boutwell bove bowden bowe bowens bower bowers
    bowes bowie bowler bowles bowlin bowling bowman bowser boyce boyer boyett boyette boykin
    boykins boyko boylan boyle boyles boynton bozeman brace bracken brackett bracy bradbury
    bradshaw bragg braithwaite brake bramlett brandenburg branham brann brannan brasher braswell
    bratcher bratton braud braun bravo brawner bray breaux breckenridge breeden breeding breedlove
    breen brehm breland brenner breton breunig brewer brewington brewster bricker brien brill brim
    brinkley brinkman brinson briones briscoe briseno bristow brito brittain broadnax broadway
    brockman bromley brookins brookshire broome brothers brotherton broughton broussard browder
    brower brown browne brownell browning brownlee broyles brubaker brumfield brumley brummett
    brunelle bruner brunet brunner brunson bruton buchanan bucher buchholz buckingham buckles
    buckley buckman buckner budd buehler buell bueno buffington buford bugg buggs bui buie bullard
    bullington bullock bumgarner bundy bunker bunn bunnell bunting burbank burch burcham burchett
    burchfield burdett burdette burdick burford burge burger burgess burgett burgos burk burkett
    burkhalter burkhardt burkhart burkholder burks burleson burley burmeister burnett burnette
    burney burnham burns burnside burr burrell burris burroughs burrow burrows burrus burson burt
    burwell busby busch bush bushey bushnell buss bussell bussey bustamante bustos butcher butt
    butterfield butts buxton byars byers byler bynum byrd byrne byrnes byrum caballero caban cable
    cabral cabrera cadena cady cage cagle cahill cairns calabrese calder caldera calderon caldwell
    calhoun calkins callaghan callaway callender callis calloway calvert camacho camara camarillo
    cambell campos canada canady canales candelaria canfield cannady cano canter cantrell cantu
    cantwell canty capers capone capps caputo caraballo caraway carbajal carbone carden cardenas
    carder cardona cardoso cardoza cardwell cargill carlisle carlson carmack carman carmichael
    carmody carmona carnahan carnes carney caro caron carothers carpenter carper carr carranza
    carrasco carrasquillo carraway carrell carreon carrera carrero carrico carrigan carrillo
    carrion carrol carruthers carswell cartwright carty caruso caruthers carvalho casanova casares
    casarez casas cashman casillas caskey cass cassady cassell castaneda casteel castellano
    castellanos castillo castle castleberry casto castro caswell catalano cate cates cathcart
    cathey catlett cato caton catron caudill caudle causey cavanaugh cavazos cave cazares ceballos
    cedeno cedillo ceja centeno cepeda cerda cervantes chacon chaffin chafin chaisson chamberlain
    chamberlin chambers chambliss champagne champlin chaney chao chapa chapin chaplin chapman
    chappell charette charlton charron chasse chastain chatman chavarria chaves chavez chavis
    cheatham cheek cheeks chenault cheney cheng chenoweth chesser chestnut cheung chevalier chew
    chick childers childress childs chiles chilton chin ching chinn chipman chisholm chism chisolm
    chitwood chiu chmura choate choe choi chong chow chowdhury chrisman christ christensen
    christenson christiansen christianson christman christopherso chun chung churchill cintron
    cisneros clancy clanton clapp clapper clarkson clary clausen clawson claypool cleary clegg clem
    clemens clemente clements clemmons clemons clevenger clift cline clough clouse cloutier coakley
    coates coats cobb cobbs coble coburn cochran cochrane cockrell cofer coffey coffin coffman
    cofield coggins cohn coker colbert colburn coles coley collado collazo collett colley collier
    colston colunga colvin colwell combs comeau comeaux comer compton comstock conaway concepcion
    conde condon cone coney conger conklin conley conlon connell connelly conners connolly connors
    conover conroy conte conti contreras converse conway conyers cooke cooksey cooley coombs coon
    cooney coons copeland copley coppola corbett corbitt corcoran cordeiro corder cordero cordes
    cordova corley corliss cormier corn cornejo cornett cornish cornwell corona coronado corral
    corrales correa correia correll corrigan cortes cosby cosgrove cosme costa costello coston cota
    cote cothran cotten cotter cottingham cottle cotto cotton cottrell coughlin coulter cousins
    couture covarrubias covert covey covington cowan coward cowart cowell cowen cowles cowley coyle
    coyne crabb craddock crain cramer crandall crandell crane cranford craven cravens crawford
    crawley crayton creamer creech creel crenshaw crespo cress crider crisp criss crist criswell
    crites crittenden crocker crockett croft cromer cromwell cronin crook crooks croom crossley
    crossman croteau crouch crouse crow crowder crowe crowell crowley croy crum crumley crump
    crumpton cruse crutcher crutchfield cuellar cuevas culbertson culp culpepper culver cummings
    cummins cundiff cunningham cupp cureton curiel curley curran currie currier curry curtin
    cushing cushman cusick custer cutler dabbs dabney dabrowski dacosta daggett dagostino dahal
    dahl daigle dailey daley dalrymple daly dame damico damron dancy dandrea danforth dang daniels
    danielson danner dansby dantzler dardar darden darling darr darrow dasilva daugherty daughtry
    davenport davey davidson davies davila davison dawes dawkins daye deanda deane deangelis
    dearing deason deaton deberry deboer decker decosta decoteau deen deering dees deese dehart
    dehaven dejesus delacruz delafuente delagarza delapaz delarosa delatorre deleon delgadillo
    delgado delisle dellinger deloach delong delossantos delrio deluca deluna delvalle demers
    deming demoss dempsey denham denison denman denning dennison densmore denson depew depriest
    derby derr desai desantis desilva desimone desjardins desmarais desrosiers deutsch dever devine
    devito devoe devore devries deweese dewitt deyoung diaz dibble dickens dickenson dickerson
    dickey dickson diehl dietrich dietz diggs dill dillard dillingham dilworth dingess dingle
    dinkins dinsmore dishman dixon doan doane dobbins dobbs dobson dockery dodd dodds dodson doerr
    doggett doherty dolan doll dombrowski dominguez dominquez donahue donaldson donato donley
    donnelly donohue dooley doolittle doran dorman dorn dorr dorris dorsey dortch doss dotson doty
    doucet doucette dougherty doughty douglass dove dover dowd dowdell dowdy dowell dowling downes
    downey downing dozier draper drayton dreher driggers driscoll driskell drummond drury dryden
    duarte dube dubois dubose ducharme duckett duckworth dudley duenas duff duffy dugan dugas
    duggan dugger dulaney dumas dumont dunaway dunbar dunham dunlap dunn dunne dunning duong dupont
    dupre dupree dupuis duran durand durant durbin durden durham durkin durr durst dutcher dutton
    duval duvall dvorak dwyer dyer dykes dykstra dyson eades eads eady eagle earle earley earls
    easley east easterling eastman eastwood eaton eaves eberle ebert echevarria echols eckert
    eddins edens edmonds edmondson edmunds edwards egan egbert eggers eggleston ehlers ehrlich
    eisenberg elam elder eldred eldredge eldridge elizondo elkins eller ellingson ellington
    ellsworth elmore elrod elston elwell embry emerick emmons engel engelhardt engle engler englert
    engstrom ennis enos enright enriquez epperson epps epstein erdman erdmann erickson ericson
    eriksen ernst erskine escalante escamilla escobar escobedo eskridge esparza espinal espino
    espinosa espinoza esposito esquivel estep estes estevez estrada etheridge ethridge eubank
    eubanks eudy evans everhart evers everson ewald ewell ewing ezell faber fagan fahey fain
    fairbanks faircloth fairley faison fajardo falcone falgoust falk fancher fannin fanning fant
    farber faria farias farley farmer farnsworth farr farrar farrell farrington farris farrow faulk
    faulkner faust fawcett fazio feaster feeney felder feldman feliciano felker feller fellows
    felton felts fender fenn fennell fenner fenton fenwick ferguson fernandes fernandez ferrante
    ferrara ferrari ferraro ferreira ferrell ferrer ferris ferro ferry fetter fick fidler fiedler
    fielder fielding fierro fife figueroa fike fillmore finch fincher findley fink finney fiore
    fischer fishman fisk fitch fite fitts fitzgerald fitzpatrick fitzsimmons fitzwater flagg
    flaherty flanagan flanders flanigan flannery fleck fleming flemming flick flint flores florez
    flournoy flower fogarty fogg fogle foley folse folsom foltz fong fonseca fontaine fontenot
    foote forbes forde fordham fore foreman foret forman forney forrester forster forsyth forsythe
    fort forte fortenberry fortier fortin fortner fortney foss fountain fournier foust fouts fowler
    fowlkes fraley francois franke frankel franks frantz fraser frasier frazer fredericks
    fredrickson freedman freeland freese freitas freund frey frias frick friday fried friedman
    frierson fries frith fritts fritz frizzell frye fryer fuentes fugate fuhrman fulcher fulk
    fulkerson fuller fullerton fulmer fulton fultz funderburk funk fuqua furlong furman furr
    furtado fusco gabbard gabel gable gaddis gaddy gadson gaffney gagne gagnon gaines gainey gaitan
    gaither galarza galbraith galbreath galindo gall gallagher gallaher gallant gallardo gallegos
    gallo galloway galvan galvez galvin gamache gamboa gambrell gamez gammon gandy gann gant gantt
    gaona garay garber garcia gardiner gardner garfield garibay garman garmon garner garnett
    garrido garris garrity garvey garvin garza gaskill gaskin gaskins gaspar gass gaston gates
    gatewood gault gause gauthier gaylor gaylord gaynor gaytan gearhart geary geer geiger geisler
    geller gendron gentile gerber gerdes gerlach germain germany gervais getz geyer ghimire gibbons
    giddens giese gifford gilbertson gilbreath gilchrist giles gill gillard gillen gillespie
    gillette gilley gilliam gilligan gilliland gillis gillum gilman gilmer gilmore gilpin ginn
    giordano gipson girard giron giroux gish givens gladden gladney glaser glasgow glaze gleason
    glick glidden glover glynn goad goble goddard godfrey godinez godoy godsey godwin goebel goetz
    goff goforth goings goins goldberg golden golding goldman goldsmith goldstein gomes gomez
    gonsalves gonzales gonzalez gooch goode goodell gooden goodin gooding goodman goodrich goodson
    goodwin goolsby gore gorham gorman gosnell goss gosselin gossett gott gottlieb gough gould
    goulet gourley graber grabowski gracia graf graff gragg grammer granados grande granger
    grantham grasso graves graybill graziano greathouse greaves greco greenberg greene greenfield
    greenleaf greenlee greenwald greenwell greenwood gregoire greiner grenier gresham grice grider
    griego grier griffen griffis griffith griffiths grigg griggs grigsby grijalva grimes grimm
    grimmett grimsley grisham grissom griswold groce groff grogan groom grooms grossman groth grove
    groves grubb grubbs gruber guajardo guarino guay guenther guerin guerra guevara guffey guidry
    guillen guillory guinn gullett gulley gunderson gunn gunter gunther gurley gurney gurung
    gustafson gustin guthrie gutierrez guyer guyton guzman gwinn haag haas haase hackett hackney
    haddad hadden haddix haddock hagan hagans hager hagerman haggard haggerty hagler hahn haight
    haines hairston halbert halcomb hale hales hall haller hallett hallman hallock halsey halstead
    halverson halvorson hamblin hambrick hamby hamdan hamel hamer hamill hamlett hamlin hamm
    hammett hammock hammond hammonds hammons hamrick hancock handley hanes haney hankins hanks
    hanley hanlon hannan hannon hansen hanson harbin harbison hardaway hardee harden hardesty
    hardiman hardin harding hardison hardman hardwick hardy hare hargett hargis hargrave hargrove
    harker harkins harkness harless harman harmon harms harney haro harp harr harrell harrelson
    harrigan harriman harrington harrod hart harter hartman hartmann hartnett hartwell hartwig
    hartzell harwell harwood haskell haskins hass hassell hastings hasty hatch hatcher hatchett
    hatfield hathaway hatley hatten hauck haugen haun haupt hauser havens hawes hawkins hawley
    haworth haygood haynes haynie hays hayward haywood hazelton hazelwood hazen hazlett hazzard
    headley headrick healey healy hearn hearne heaton hebert hecht heckman hedgepeth hedges hedrick
    heffernan heffner heflin hefner heilman heim hein heinrich heintz heinz heiser heisler heller
    helm helmick helms helton hembree hemphill hendershot henderson hendon hendrick hendricks
    hendrickson henke hennessey hennessy henning henriquez henshaw hensley henson herbst herd
    heredia hermann hernandes hernandez herndon herold herr herrera herrick herrin herring
    herrington herrmann herron hersey hershberger herzog hess hesse hester hetrick hewett hewitt
    heyward hiatt hibbard hibbs hickerson hickey hickman hicks hickson hidalgo higdon higginbotham
    higgins higgs hight hightower hilbert hildebrand hildebrandt hildreth hiles hill hillard hiller
    hilliard hillis hillman himes hindman hinds hines hinkle hinman hinojosa hinson hinton hintz
    hipp hirsch hitchcock hite hitt hixon hixson hoag hoagland hoard hobbs hobson hoch hochstetler
    hodge hodges hodgson hodson hoelscher hofer hoffman hoffmann hofmann hogan hogg hogue hoke
    holbert holbrook holcomb holcombe holguin hollander hollar hollenbeck holler holliday
    hollifield holliman hollingsworth hollins hollister holloman holloway hollowell holm holman
    holston holt holton holtz homan honaker honeycutt hong hooker hooper hooten hoover hopkins
    hoppe hopper hopson horan horn horne horner horning hornsby horowitz horsley horst horton
    horvath hosey hoskins hostetler hotchkiss houck hough houghton houk houle house houser howe
    howell howerton howes howland howlett hoyle huang hubbard hubbell hubbs huber huckaby
    huddleston hudgens hudgins hudspeth huerta huey huff huffman huggins hughey hulbert hulett hull
    hulse hulsey hume humes hummel humphrey humphreys humphries hundley huneycutt hunsaker
    huntington huntley hupp hurd hurley hurst hurtado huskey huss hussey huston hutchens hutcherson
    hutcheson hutchings hutchins hutchinson hutchison hutson hutto hutton huynh hwang hyatt hyde
    hyder hyland hylton hyman hynes ibarra iglesias infante ingalls ingersoll ingle ingraham ingram
    inman irby irizarry irons irvine isaacs isaacson isbell isham isom ison ivanov ivanova iverson
    ives iyer izzo jablonski jackman jacks jacobs jacobsen jacobson jaeger jaffe jamerson jamieson
    janes jankowski jansen janssen jaramillo jarman jasso jaynes jeffcoat jefferies jeffers
    jeffries jemison jenkins jenks jennings jernigan jessen jessup jester jeter jewett jiles
    jimenez jiminez jobe johansen johns johnsen johnston johnstone joiner jolley jolly jone jones
    jorgensen jorgenson joslin joyner juarez judkins jung kahl kahler kahn kaiser kang karki karnes
    karr kasper kato katz kauffman kaufman kaylor keane kearney kearns keating keck keefe keefer
    keel keeler keeling keene keener keeney keeton kehoe keim keister kell kellar kelleher kellum
    kelso kemp kemper kempf kennard kenner kenney kern kerns kerr kersey kessler kester ketchum
    keyes keyser khadka khan khoury kibler kidd kidder kidwell kiefer kieffer kilburn kilgore
    killingsworth killion kilmer kilpatrick kimball kimble kimbrell kimbrough kimmel kimura kinard
    kincaid kinder kindred kingsbury kinney kipp kirchner kirkham kirkland kirkman kirkpatrick
    kirksey kirkwood kirsch kirschner kiser kish kitchens kite kittrell kizer klein kline kling
    klingensmith klinger klotz klug knapp knight knoll knott knotts knowles knowlton knudsen
    knudson knutson koch kocher koehler koehn koerner koester kohler kohn kolb koller kong koon
    koonce koons koontz kopp korn kornegay koski koster kovach kovacs kovalchuk kovalenko kowalski
    kozak kozlowski kraemer kraft kramer krantz kranz kraus krause krauss kravchenko kravchuk krebs
    kremer kress krieger kroll krug kruger kruse kuehn kuhl kuhn kuhns kumar kunkel kunkle kuntz
    kunz kurtz kutz kuykendall kuzmin kuznetsov kwan kyles labbe labelle labonte laboy lacasse
    lachance lackey lacroix ladd ladner lafferty laflamme lafleur lafrance lahr lail laing lair
    laird lajoie laliberte lalonde lamb lambert lamm lamontagne lampe lampkin lancaster landers
    landis landreth landrum langdon lange langford langham langley langlois lanham lanier lankford
    lanning lantz lanza lapierre laplante lapointe laporte lapp largent larkins laroche larose
    larrabee larsen larson larue lash lashley lasley lassiter laster latham lathrop latimer latta
    lattimore lauer laughlin laurent lavallee lavalley lavender lavergne lavigne lavin lavoie
    lawhorn lawler lawless lawton layman lazo leach leahy leake leal lear leary leath leatherman
    leathers leatherwood leavitt leblanc leboeuf lebron leclair leclerc ledbetter ledesma ledet
    ledford ledoux leech leeper lees lefebvre lefevre leger legg leggett legrand lehman lehmann
    lehr lejeune lemaster lemay lemieux lemire lemke lemmon lemoine lemon lemons lemus lenoir lentz
    lenz leone leong lerma lerner lessard letourneau leung levasseur leverett levesque levin levine
    levinson levy lewandowski leyva lheureux liang liddell lieberman lien liggins lightfoot
    lightner ligon liles lilley lima limon linares lindberg linder lindgren lindley lindner
    lindquist lindstrom linkous linn linton lippert lipscomb lira lister littlefield littlejohn
    littleton litton littrell lively livingston llamas llewellyn lockard locke lockett lockhart
    locklear lockwood loeffler loera loftin loftis lofton loftus loggins logsdon logue lohr lomax
    lombard lombardi lombardo lomeli longo longoria loomis looney loper lopes lopez lorenz lott
    loucks lovato lovejoy lovelace loveland loveless lovell lovett lowe lowery lowman lowry loya
    lozada lozano luce luckett luckey ludwig luevano lugo lujan luker lumpkin lund lundberg
    lundgren lundquist lundy lunn lunsford luong lupo lusk lussier luster luttrell lutz lykins
    lyles lyman lynch lyon lyons lysenko lytle maas mabe mabry macdonald macgregor machado macias
    maciel mackay mackey mackie macklin maclean macleod macmillan macomber macon macpherson madera
    madigan madrigal madsen maes maestas magana magar magee maggard maggio magill magnuson maguire
    mahaffey mahan maher mahler mahon mahoney maier majors maki malave maldonado malinowski mallard
    mallett malley malloy malone maloney mancini mancuso mandel maness mangrum mangum manley mann
    manning mannino manns mansfield manson mansour manzano manzo mapes maple maples mapp marble
    marchand marchant marchenko marchese marcotte marcum mares marino marker markham markle markley
    marler marlow marquardt marr marra marrero marroquin marrs marsh marston martel martell martens
    martindale martinez martini martino martins martinson martz marx mashburn massa massey massie
    mast masterson mata matheny mather matherne mathers mathes matheson mathews mathis mathison
    matlock matney matos matson matta matteson matthews mattingly mattos mattox mattson mauldin
    maupin maurer maxey maxfield mayberry mayer mayers mayes mayfield mayhew mayle maynard mayo
    mays maze mazur mazza mcabee mcadams mcafee mcalister mcallister mcarthur mcbee mcbride mcbroom
    mccabe mccafferty mccaffrey mccall mccallister mccallum mccandless mccann mccants mccarter
    mccarthy mccartney mccarty mccaskill mccauley mcclain mcclanahan mcclary mccleary mcclellan
    mcclelland mcclendon mcclintock mcclinton mccloskey mccloud mcclung mcclure mccluskey mccollum
    mccombs mccool mccord mccorkle mccormack mccormick mccown mccracken mccrary mccraw mccray
    mccrea mccreary mccrory mccue mcculley mcculloch mccullough mccune mccurdy mccurry mccutcheon
    mcdade mcdaniel mcdaniels mcdavid mcdermott mcdevitt mcdonnell mcdonough mcdougal mcdougall
    mcdowell mcduffie mcelhaney mcelroy mcevoy mcewen mcfadden mcfall mcfarland mcfarlane mcgarry
    mcgee mcgehee mcghee mcginley mcginn mcginnis mcginty mcgough mcgovern mcgowan mcgrath mcgregor
    mcgrew mcgriff mcguire mchale mchenry mchugh mcinnis mcintire mcintosh mcintyre mciver mckean
    mckeever mckelvey mckenney mckeon mckeown mckinney mckinnon mcknight mckoy mclain mclane
    mclaren mclaughlin mclaurin mclean mclellan mclemore mclendon mcleod mcmahan mcmahon mcmanus
    mcmichael mcmillan mcmillen mcmillian mcmillin mcminn mcmullen mcmullin mcmurray mcnabb mcnair
    mcnally mcnamara mcnamee mcneal mcneely mcneil mcneill mcnew mcnulty mcnutt mcpeak mcphail
    mcpherson mcqueen mcrae mcreynolds mcswain mcvay mcvey mcwhorter mcwilliams meacham mead meade
    meador meadows meagher mears medeiros medina medley medlin medlock medrano meehan meek meeker
    meeks meier meister mejia melancon melanson melendez mello mellon melnyk melo melton mena
    menard menchaca mendenhall mendes mendez mendonca mendoza menendez meraz mercado mercer mercier
    merino merrell merriman merriweather mertz mesa messer messier messina metcalf metts metz
    metzger metzler meyer meyers meza michaels michalski michaud michels mickelson mickens
    middlebrooks middleton milam milburn millan millar millard milligan milliken milne mims mincey
    miner mink minnick minter minton mintz miramontes mireles mitchem mixon mize mizell moats
    mobley moeller moen moffett moffitt mohler mohr mojica molina moll molloy monaco monaghan
    monahan mondragon moniz monk monroy montague montalvo montanez montano montemayor montenegro
    montero montes montoya moody mooney moore moorehead moorman mora morales moran moreau morehead
    morehouse moreira morel moreland moreno morey moriarty morin morley moroz morozov morrell
    morrill morrissette morrissey morrow morse mortensen mortimer morton mosby moseley mosely moser
    mosher mosier mosley mosqueda moss mota moten motley mott moua moulton moultrie mouton mowery
    moya moye moyer moyers mudd mueller muir mulcahy mulholland mulkey mullen mullens muller
    mulligan mullin mullins mullis mulready mumford muncy mundy munger munguia muniz munn munoz
    munro munroe munson murdock murillo murphey murrell murry muse musgrove musick musselman musser
    myer myers myrick nabors nadeau nagel nagle nagy najera nakamura nall nance napier napolitano
    naquin naranjo narvaez nason natale nava navarrete navarro nave naylor nazario neace nealy
    necaise needham neeley neely neff negrete negron neill neilson nelms nelsen nemeth nesbit
    nesbitt nesmith nester nettles neuman neumann nevarez neville newberry newby newcomb newhouse
    newkirk newland newman newsom newsome newson ngo nguyen nicholls nichols nicholson nickell
    nickels nickerson nielsen nielson niemi nieto niles nino nobles noland noll nolte noonan
    nordstrom norfleet noriega north northcutt northern norton norwood novak novotny nowak nowell
    nowlin noyes nugent nunes nunez nunley nunn nutt nutter oakes oaks oates oberg obrian obrien
    obryan ocampo ocasio ochoa ochs oconnell oconner oconnor oden odom odonnell odum oglesby ogrady
    ohara ojeda okafor okeefe oldham olds oleary olinger oliphant oliva olivares olivarez olivas
    oliveira olivera olivo oliynyk olmos olmstead olsen olson olvera omalley omara oneal oneil
    oneill ontiveros oquendo orcutt ordonez orellana ornelas orosco orourke orozco orta ortega
    ortego orth ortiz orton osborn osborne osburn osgood oshea osorio osteen oster ostrander
    osullivan oswald oswalt otero otoole ouellette ousley outlaw overby overman overstreet overton
    owens owings oxford ozuna pabon pacheco packard packer paddock padgett padilla padron pagan
    pagano paine painter palacios palermo palm palma palmore palomino palumbo pannell pantoja pape
    pappas paquette paquin paradis pardo pardue paredes parenteau parham parish parisi parkhurst
    parkinson parks parnell parr parra parrish parrott parry parsley parson partida partin parton
    partridge paschal paschall pascual passmore pate patel paterson patino patten patterson
    pattison patton pauley paulino paulk paulsen paulson pavlov payne peabody peachey peacock peake
    pearce pearsall pearson pease peck peckham peden pedersen pederson pedigo pedraza pedroza
    peebles peel peele peeler peeples pelayo pelkey pellegrino pelletier peltier pelton pemberton
    pena pender pendergrass pendleton penn pennell pennington penrod pepin peppers perales peralta
    perdue perea pereira perez perkins perreault perrin perron perrone perryman persaud peterman
    peters petersen peterson petit petrenko petrie petrov petrova pettigrew pettis pettit pettus
    pettway petty pfaff pfeifer pfeiffer pham phan pharr phelan phelps phifer philips phillips
    philpot phipps piazza picard pichardo pickard pickens pickering pickett pieper piercy pigg pike
    pilcher pilkington pimentel pina pinckney pinder pine pineda pinkerton pinkney pinkston pino
    pinson pinto pipkin pippin pirtle pitcher pitman pitre pitt pittman pitts pizarro plank plante
    platt plourde plumb plumley plunkett pogue pohl poindexter poirier polanco poland poling polk
    pollack pollard polley pollock pomeroy ponce ponder poole poore popov popp porras porterfield
    portillo portis posey poston potter potts poudel poulin powell prado prater prather pratt
    preece prentice prescott pressley prewitt prichard priddy pridgen priest prieto pringle
    pritchard pritchett probst proctor proffitt propst prosser proulx provencher provost prudhomme
    pruett pruitt pryor puckett puente puga pugh pulido pullen pulley pulliam pumphrey purcell
    purdy purnell purser purvis puryear putman putnam pyle pyles qualls quarles quesada quezada
    quigley quillen quimby quinones quinonez quintana quintanilla quintero quiroz raby racine
    rackley radcliffe rader radford radtke rael rafferty ragan ragland ragsdale rahn rai raines
    rainey rains rainwater raley ralston ramage rambo ramer ramey ramirez ramos ramsay randle raney
    rangel rankin rankins raper raposo rapp rascon rasmussen ratcliff rathbone ratliff rauch rausch
    rawlings rawlins rawls rawson rayburn rayford raynor razo reams reardon reaves reavis reber
    rector redd redden reddick redding reddy redman redmon redmond reeder reedy reel rees reeve
    reeves regalado rego reich reichert reimer reinhardt reinhart reis reiss reiter reitz rembert
    remillard rendon renfro renfroe renner reno renteria resendez reuter reynolds reynoso rhinehart
    rhoades rhoads rhoden rhodes rhyne ricci rice richards richardson richburg richey richman
    richmond richter rickard ricker ricketts rickman ricks riddell riddick riddle ridenour rider
    ridgeway ridley riedel ries rigby riggins riggs rigsby rinaldi rincon rinehart riojas riordan
    rios ritchey ritchie rittenhouse ritter ritz rivard rivas rivera rivero rivers rizal rizzo
    roach roark robb robbins roberge roberson roberts robey robichaud robinette robins robinson
    robison robledo robles robson roby rocha roche rochester rockwell rodarte roddy roden rodgers
    rodman rodrigues rodriguez rodriquez roebuck rogers rohde rohr rojas rojo roldan rolfe roller
    rollins rolon romano romero romine romo rondeau roney rood rooks rooney roper roque rosado
    rosales rosas roseberry rosen rosenbaum rosenberg rosenberger rosenfeld rosenthal rosser rossi
    rothman roundtree rountree rouse roush rousseau roussel rowe rowell rowley roybal royer royster
    rozier rubin rubino rubio ruble rucker rudd rudenko ruelas ruff ruffin ruggiero ruiz rumsey
    runge runnels runyan runyon rupert rupp rusk russ russo rust rutherford rutland rutledge rutter
    ruvalcaba ryals saavedra sabo sacco sachs saddler sadler sadowski saenz sager saiz salas
    salazar salcedo salcido saldana saldivar salerno salgado salinas salisbury sallee salley salter
    salyer samaniego sammons samons sampson sams samuels samuelson sanabria sanborn sanches sanchez
    sandberg sander sanderson sandifer sandlin sandoval sands santoro sapp sargent sartin sarver
    sasser sato satterfield satterwhite sauceda saucedo saucier sauer sauls saunders savage
    savchenko savoie savoy sawyers saxon saxton sayers sayles sayre scanlon scarborough scarbrough
    schaefer schaeffer schafer schaffer schatz scheer schell schenck schenk scherer schiller
    schilling schindler schlegel schlosser schmid schmidt schmitt schmitz schneider schnell schoen
    schofield scholl schoonover schott schrader schramm schreiber schreiner schrock schroder
    schroeder schubert schuler schulte schultz schulz schulze schumacher schuman schumann schuster
    schutz schwab schwartz schwarz schweitzer scofield scoggins scribner scroggins scruggs scudder
    scully seale seals seaman searcy searle searles seaton seay seeley seely segal seger segovia
    segura seibert seidel seifert seiler seitz selby sellars sena senn sepulveda serna serrano
    serrato sessoms settles setzer severson sevilla seward sewell sexton seymore seymour
    shackelford shafer shaffer shah shanahan shaner shank shanks shapiro sharkey sharpe shaver shaw
    shealy shearer sheehan sheffield shepard shephard sheppard sherrill sherrod sherwood shevchenko
    shifflett shin shinn shipley shipman shipp shirey shively shivers shockey shockley shoemake
    shoemaker shook shoup shouse shrader shrestha shreve shriver shropshire shrum shuler shull
    shultz shumaker shuman shumate shumway shupe shuster sibley sidorov siebert siegel sievers
    sigler sigmon sikes siler sills silva silveira silverman silvers silverstein silvey simmons
    simms simonds simons simonson simpkins simpson sims sinclair singh singletary singleton sipe
    sipes sirois sisco sisneros sisson sizemore skaggs skeen skelton skidmore skiles skinner
    skipper slagle slater slaton slattery slaughter slayton sledge slocum slone smalley smalls
    smallwood smiley smirnov smitherman smithers smithson smoot smothers smyth snead sneed snell
    snider snipes snodgrass snook snowden snyder soares soileau sokol sokolov solano solis soliz
    solorio somers somerville sommers sonnier soper sorensen sorenson soria soriano sorrell
    sorrells sosa sotelo soto soucy soule sousa south southard southerland southern southworth
    souza sowell sowers spalding spangler spann sparkman sparrow spaulding spear spearman spears
    speer speight spellman spence sperry spicer spiller spillman spinelli spinks spires spitzer
    spivey spooner spradlin sprague spriggs springer sprinkle sprouse spruill spurgeon spurlock
    squires stackhouse stafford staggs stahl staley stallings stallworth stamm stamper stancil
    standley stanfield stanford stansberry stansbury stanton staples stapleton starkey starks
    starling starnes staten staton stauffer stclair steadman stearns stebbins steed steelman steen
    steffen stegall steger stein steinberg steiner steinmetz stephens stephenson stepp sterner
    stevens stevenson steward stickney stidham stiles stillman stillwell stiltner stine stinnett
    stinson stith stitt stjohn stocker stockman stockton stockwell stoddard stoker stokes stoll
    stoltz stoltzfus stoner stonge storey storms stott stout stovall stover stowe stowell stowers
    stpierre strader strait strand stratton straub strauss strawn street streeter stribling
    strickland strickler stricklin stringer strobel strom stroman strother stroud stroup strunk
    stubblefield stubbs stuckey studer stull stumpf sturdivant sturgeon sturgill sturgis sturm
    stutzman suarez subedi suber suggs summerlin summers summerville sumner sumpter sunderland
    surber surratt sutherland sutter suttles suzuki swafford swain swan swank swann swanson swartz
    swearingen sweeney swenson swindell swindle swinney swinton swisher switzer swope sykes szabo
    szymanski tabb taber tabor tackett tafoya taft taggart tait talbert talbot talbott tallent
    talley tallman tamang tamayo tanaka tang tankersley tapia tapp tarr tarrant tarver tatro teague
    teal tedder tedesco teel teeter teixeira tejada tejeda tellez templeton tennant tenney terrazas
    testa tetreault thacker thames thapa tharp tharpe thayer theis theisen theriault theriot
    therrien thibault thibodeau thibodeaux thiel thigpen thom thomason thompkins thompson thomsen
    thomson thorn thornburg thorne thornhill thornton thorp thorpe thorson thorton thrash thrasher
    thrower thurmond thurston tibbetts tibbs tice tidwell tijerina tiller tillery tilley tillman
    tilton timm timmerman timmons timsina tindall tinker tipton tirado tisdale tkachenko tobey
    tolbert toledo toler toliver tolley tolliver tomlin tomlinson tompkins toms tong toole tooley
    toombs toomey torgerson toro torres torrez toscano toth totten toussaint tovar towle towne
    townes townsend trahan trainor trammell tran trantham trapp trask travers traylor treadway
    treadwell treece trejo tremblay trevino tribble trice trimble triplett trombley trott trotter
    trout troutman trowbridge truax trudeau truesdale truitt trujillo truong tsosie tubbs tuck
    tudor tuggle tully turcotte turk turley turman turnage turnbull turney turpin tuttle tyndall
    tyner tyrrell ulloa ulmer ulrich underhill underwood unger upchurch upshaw upton urbina urena
    urias uribe usher ussery utley vail vaillancourt valadez valdes valdez valdivia valenti
    valenzuela valerio valladares valle vallejo valles valverde vanburen vanbuskirk vanderpool
    vandiver vandusen vandyke vang vanhoose vanhorn vanmeter vann vanover vanpelt vansickle
    vanwinkle varela varga vargas vargo varner varney vasquez vaughan vaught vazquez veal vega
    veilleux vela velasco velasquez velazquez velez venable venegas ventura verdin verduzco vergara
    vermillion vest vetter vick vickers vickery vieira viera vierra vigil villa villagomez
    villalobos villanueva villareal villarreal villasenor villegas vines vining vinson vitale vo
    vogel vogt voigt volk volkov volpe volz voorhees voss vu wachter waddell waddle wadsworth
    waggoner wagner wagoner wahl wainwright waite waites wakefield walden waldon waldron waldrop
    wales wall wallen waller wallin walling wallis walsh walston walters walther walton waltz walz
    wampler wang warden warfield waring warnock warrick warrington warwick washburn wasson watanabe
    waterman watkins watters watts waugh wayman weatherford weatherly weathers weathersby
    weatherspoon webb webber weber webster weddle weed weems wegner weidner weigel weil weiland
    weiler weimer weinberg weiner weinstein weir weis weiss welborn welch welker weller wellman
    wells welton welty wendel wendt wenger wentworth wentz wenzel werner wert wertz wescott wessel
    wesson west westbrook westcott wester westfall westmoreland westphal wetzel whalen whaley
    wharton whatley wheat wheatley wheaton wheeler whelan whetstone whipple whitacre whitaker
    whitcomb whited whitehead whitehouse whitehurst whiteman whitener whiteside whitfield whitford
    whiting whitlock whitlow whitmer whitmire whitmore whitson whitt whittaker whitted whittemore
    whitten whittington whittle whitworth whorton whyte wick wicker wicks wiegand wiese wiggins
    wilbanks wilber wilborn wilburn wilde wiles wilfong wilhelm wilhite wilke wilkerson wilkes
    wilkie wilkins wilkinson wilks willett willey williamson williford willingham willoughby wills
    willson wilmoth wilt wimberly wimmer winchester windham winfield winfrey wingard wingate winger
    wingfield wingo winkler winn winslow winstead winters wirth wiseman wisniewski witcher withers
    witherspoon withrow witt witte wofford wojcik wolcott wold wolfe wolff wolford womack womble
    wong wood woodall woodard woodbury woodcock wooden woodhouse woodland woodley woodman woodruff
    woods woodson woodward woodworth woody wooldridge wooley woolley woolsey wooten worden workman
    worley worrell worsham wortham worthen worthington wozniak wray wrenn wright wyant wyche
    wyckoff wyman wynn wynne wyrick xiong yager yamada yamamoto yancey yancy yanez yang yarborough
    yarbrough yates yazzie ybarra yeager yingling yocum yoder yoon yost youmans youngblood youngs
    yount zamora zapata zaragoza zarate zavala zayas zeigler zeller zepeda ziegler zielinski zimmer
    zimmerman zimmermann zink zinn zook zuber zuniga
    """)
}
