import Native

/// Short forms of first names, each with the names that it may stand for.
///
/// Source: the names of carltonnorthern/nicknames (Apache License 2.0), reduced to first names that are
/// common today; short forms of other languages were added.
enum Nicknames {
  /// The hashes of the names that a word may stand for, given by its folded letters.
  static func names(of word: Span<UInt8>) -> [UInt64] {
    var names: [UInt64] = []
    table.forEachPart(of: word) { names.append(WordHash.hash($0)) }
    return names
  }

  /// Calls `body` with each short form.
  static func forEach(_ body: (Span<UInt8>) -> Void) { table.forEach(body) }

  private static let table = SortedWords(
    """
    abbe:abigail,abbigail,abigale abbey:abigail,abbigail,abigale abbi:abigail,abbigail,abigale
    abbie:abigail,abbigail,abigale abby:abigail,abbigail,abigale abe:abraham,abel,abram
    ada:adeline,adaline addie:addison,adrienne addy:addison,adeline,ada,adelaide,adele,adaline
    adela:della adelaide:della adele:adelaide adie:ada,adelaide,adaline,adela aggy:agnes agnes:inez
    aileen:helena alan:allen,allan ale:alejandra,alejandro,alessandra alec:alexander
    alejo:alejandro alen:jalen
    alex:alexander,alexandra,alejandro,alexis,alexa,alexandre,alexei,alexandria
    alexander:alexandria ali:allison,alison,allyson,allyssa alla:alexandra,alexandria allan:allen
    allen:allan allie:allison,alicia,alice,alison,allyson,aileen,allyssa,alberta
    ally:alyssa,allison,allyson,allyssa amabel:mabel amanda:mandy amos:moses amy:amelia
    ana:anastasia,bryanna andi:andrea andrew:andrea andy:andrew,andres,anderson,andrea
    angel:angela,angelina,angelica angelika:angelica angelique:angelica
    angie:angela,angelina,angelica
    ann:anna,nancy,anne,annie,roxanne,antoinette,antonia,christiana,roxanna
    anna:hannah,savannah,annie,annette,bryanna anne:anna annie:stephanie,anna,ann,anne,leanne
    ant:anthony,antonio anthony:tony ara:arabella arabella:bella arie:arielle arly:arlene
    arnie:arnold arry:arabella art:arthur ash:ashley ashly:ashley audree:audrey
    august:augustus,augustine aurilla:aurelia austin:augustus,augustine aze:azariah bab:barbara
    babs:barbara barb:barbara barbie:barbara barby:barbara barney:bernard barrett:garrett
    bartholomew:bart bea:beatrice,beatriz,beatrix becca:rebecca beck:rebecca becky:rebecca
    bela:william bell:william,isabel bella:isabella,isabela,arabella,isabel,isabelle
    belle:isabella,isabel,isabelle,bella,belinda,arabella ben:benjamin,bennett benjy:benjamin
    bennie:benjamin benny:benjamin,benicio berney:bernard bernie:bernard berny:bernard
    bert:albert,gilbert,roberta,herbert,bertha,hubert,delbert,alberta bertie:roberta,bertha,alberta
    bess:elizabeth bessie:elizabeth beth:elizabeth,bethany beto:alberto,roberto,humberto
    betsy:elizabeth,beth betty:elizabeth,beth bev:beverly bia:beatriz bias:tobias biddie:bridget
    biddy:bridget bill:william,robert,will,willis billiewilhelm:wilma billy:william,robert,bill
    birdie:roberta,bertha birtie:roberta bob:robert,bobby bobbie:barbara,roberta
    bobby:robert,roger,rodger brad:bradley,bradford bradford:brad brady:broderick
    brandy:brandon,brenda bree:aubrey,breanna bri:brianna,brian,breanna,bryanna briana:bryanna
    brianna:bryanna bridgie:bridget bridie:bridget brina:sabrina britt:brittany,brittney
    brittnie:brittany,brittney brody:brady,broderick bryan:brian bryant:brian cait:caitlin,caitlyn
    caity:caitlin,caitlyn cal:calvin,caleb,callum cam:cameron,camila,camille,campbell
    cammie:camille candy:candace carl:charles,carlton carla:karla carly:carla,karla carol:caroline
    carolann:carol carole:caroline,carol caroline:carol carri:carol carrie:caroline,carol,carolyn
    casey:catherine,cathleen casper:jasper cass:cassidy cassandra:sandra
    cassie:katherine,catherine,kathleen,caroline,carol,carolyn,cassandra,carrie,cassidy
    catherine:cathy,katarina cathleen:cathy cathy:catherine,kathleen,katherine,cathleen
    cecilia:sheila ced:cedric celia:cecilia,celeste char:charlotte charles:charlie
    charlie:charles,charlotte chat:charity chelle:michelle chelsie:chelsey cher:cheryl cheri:sheryl
    cherie:sheryl chet:chester chick:charles chico:francisco
    chris:christopher,christian,christina,christine,kristopher,crystal,kristen,kristin,kristine
    chrissy:christina,christine christina:tina christy:christina,christine,kristine,christiana
    chuck:charles,charlie chuy:jesus cilla:priscilla cille:lucille cinderella:cindy
    cindy:cynthia,lucinda cintha:cynthia cissy:frances,cecilia,priscilla,clarissa claas:nicholas
    claes:nicholas,nikolas clair:claire,clarence claire:clarissa clara:claire,clarissa,clare
    clare:claire,clarence clarissa:clara claud:claudia cliff:clifford,clifton clo:chloe
    coco:corey,cory cole:nicole colie:cole con:conrad,cornelius concha:concepcion
    connie:constance,consuelo conny:conrad,cornelius cora:corinne cordelia:delia
    cordy:corey,cory,cordelia corny:cornelius court:courtney cris:cristina,cristian
    crissy:christina,christine,christy,kristine,christiana crys:crystal curt:courtney,curtis
    dacey:candace dahl:dalton daisy:margaret,margarita dal:dalton dan:daniel,sheridan
    dani:daniel,daniela,danielle daniel:danny dann:daniel danny:daniel,sheridan daph:daphne
    daphie:daphne darry:darlene dave:david davey:david day:david deb:deborah,debra,debbie,debora
    debbie:deborah,debra,debora debby:deborah,debbie,debora deborah:debbie debra:debbie
    dee:deanna,deirdre,deborah,audrey,delores,deanne deedee:nadine,deidre del:delbert
    delia:adeline,adaline,cordelia delilah:della delius:delia
    dell:delilah,adeline,adelaide,delores,adele,adaline,della della:delilah,adelaide,delores,adela
    dennie:dennis denny:dennis derick:frederick derrek:derek des:desmond,desiree,destiny
    diah:jedidiah dian:diane dianne:diane dicey:diana,diane dick:richard,ricky dickie:richard
    dickon:richard dicky:richard didi:diana,diane dima:dmitri,dmytro,dmitry dina:geraldine
    dob:robert dobbin:robert dolly:dorothy dolph:randolph,rudolph
    dom:dominic,domingo,dominick,domenic don:donald,donovan dona:donna donnie:donald,donovan
    donny:donald,donovan dony:donald,donovan dora:dorothy,doris dortha:dorothy dot:dorothy
    dottie:dorothy dotty:dorothy doug:douglas dre:sondra drea:andrea,andre drew:andrew
    drina:alexandria duda:eduarda,eduardo dunk:duncan dutch:herman dyer:jedidiah ebbie:abel
    ed:edward,edwin,eduardo,edgar eddie:edward,edwin,eduardo,edgar,edmund,edmond
    eddy:edward,eduardo,edwin,edgar,edmund,edmond edie:edith edny:edna edye:edith eileen:helena
    elaine:eleanor,helena eleanor:helena eli:elijah,elias,elisha eliza:elizabeth,louise,louisa
    elizabeth:beth,eliza ella:gabriella,gabrielle,helen ellen:ella,helen,eleanor,lena,helena
    ellie:eleanor,elena,elizabeth,elise,gabrielle,danielle,helen elly:ellie elsey:elsie
    elsie:alicia,alice elvie:elvira emanuel:manuel emily:amelia,emil emma:emily emmanuel:immanuel
    emmy:emily,emma enne:adrienne eph:ephraim eric:derrick erick:frederick,roderick erin:aaron,aron
    ernestine:earnest ernie:ernest,earnest essa:vanessa essie:esther essy:estella,estelle
    etta:loretta evan:evangeline eve:evelyn,eva,genevieve evelina:evelyn fal:fallon falcon:fallon
    fall:fallon fallie:fallon fally:fallon falon:fallon fanny:frances farmboy:westley fay:faith
    fel:felicia feli:felicia felix:felicia felty:valentina fidelia:delia fifi:phoebe fina:josephine
    fitz:fitzgerald flick:felicity flo:florence flora:florence florence:flora flossy:florence
    ford:brad,clifford,bradford fran:frances,francesca,francis,franklin,francine
    francie:frances,francine francis:frankie frank:francis,franklin,francisco,frankie
    frankie:frances,francis franky:veronica frannie:frances,francine franniey:frances,francine
    franny:frances,francine fred:billy,willie,frederick,alfred,bill,will freddie:frederick
    freddy:frederick,alfred fritz:frederick frony:veronica gabbie:gabriella
    gabby:gabriella,gabrielle,gabriela,gabriel gabe:gabriel gabi:gabriela,gabriel gaby:gabriela
    gail:abigail,abbigail,abigale gare:garrett garratt:garrett garret:garrett garry:garrett
    gary:garrett gene:eugene geoff:jeffrey,geoffrey georgie:george geraldine:jerry geri:jerry
    gerri:geraldine gerrie:geraldine gerry:gerald,jerry,geraldine gertrude:trudy gil:gilbert
    gina:regina,georgina ginger:virginia ginny:virginia gio:giovanni glen:glenn glory:gloria
    gory:gregory greg:gregory greta:margaret,margarita gretta:margaret grissel:griselda
    gus:augustus,august,gustavo,angus,augustine gussie:gus gwen:gwendolyn had:hadley
    hailey:hayley,haylee hal:harold,henry,howard hank:henry hannah:susan,joanna
    hap:henry,harold,harrison,harry haps:henry,harold,harrison,harry harman:herman harold:harry
    harry:harrison,harold,henry hattie:harriet haylee:hailey,hayley haylen:jalen
    hayley:hailey,haylee heidi:adelaide helen:elena,ellen,elaine,eileen heloise:eloise henry:harry
    herb:herbert hester:esther hetty:heather hez:hezekiah hilary:hillary hob:robert hobkin:robert
    hodge:roger,rodger horry:horace howie:howard hub:hubert hugh:hubert ian:john ike:isaac
    indie:india indy:india inez:agnes ira:irina,iryna irv:irving irving:irvin
    isa:isabel,isabella,isabela isabella:bella issy:isabella,isabel,isabelle
    izzy:isabella,isabel,isabelle,isaac jaap:jacob jack:jackson,john,jonathan,jacqueline
    jackie:jacqueline jacqui:jacqueline jaelin:jalen jaelyn:jalen jailyn:jalen jake:jacob,jakob
    james:jamie,jamey jamie:james,jameson,benjamin,jamey jan:janet,janice
    jane:virginia,jessie,jean,jeanne janet:jessie,jeanette janie:jane jap:jasper
    jay:jayden,jason,jaylen,jacob,jalen,jayme jaye:jalen jaylin:jalen jaylyn:jalen
    jean:jane,genevieve,jeanette jeannie:jean,jeanne jed:jedidiah
    jeff:jeffrey,jefferson,jeffery,geoffrey jem:james jen:jennifer jenn:jennifer jenni:jennifer
    jennie:jennifer,virginia,jane jenny:jennifer,genevieve jereme:jeremiah,jerry
    jerry:gerald,jerome,jeremy,jeremiah,garrett,geraldine jess:jessica,jesse,jessie
    jessie:jessica,jesse,janet,jane,jeanette jez:jeremy jezza:jeremy jill:julia,jillian jim:james
    jimmie:james,jim jimmy:james jo:joanna,josephine,joanne joan:joanna jock:john jodi:joanna
    jody:joseph,josephine,joanna joe:joseph,josef,joshua joey:joseph,joe,josephine
    john:jonathan,ian,ivan,johnathan,jon,jonathon,johnathon johnathan:jonathan,jonathon,johnathon
    johnathon:jonathan,johnathan,jonathon johnny:john,jonathan,jon
    johny:jonathan,johnathan,jonathon,johnathon jon:jonathan,john,johnathan,jonathon,johnathon
    jonathan:johnathan,jonathon,johnathon jonathon:jonathan,johnathan,johnathon
    jonnie:john,jonathan,johnathan,jon,jonathon,johnathon
    jonny:john,jonathan,johnathan,jon,jonathon,johnathon jos:joseph,joshua,josiah josey:josephine
    josh:joshua josie:josephine joy:joyce jud:judson juda:judith jude:judith,judah juder:judah
    judi:judith judie:judith judith:judy judy:judith jule:julie,julian jules:julie,julia,julian
    julia:julie julie:julia june:junior junie:junior junius:june justina:justin juston:justin
    justus:justin kait:kaitlyn,kaitlin,kaitlynn kaitie:kaitlyn,kaitlin,kaitlynn kam:kameron
    kara:carol kari:carol karla:carla kasia:katarzyna kat:katherine,kathryn,katrina
    kate:katherine,kathryn,catherine,kaitlyn,katelyn,katy,katelin,katia
    kathy:kathleen,katherine,kathryn,catherine,cathy,katy,cathleen
    katie:katherine,kathryn,catherine,kathleen,katelyn,kaitlyn,katy,katia
    katy:katherine,catherine,kathleen,cathleen katya:ekaterina,kateryna
    kay:katherine,kayla,catherine,kathleen,katelyn,kendra,kate,cathleen,katelin
    kaye:katherine,katelyn,katelin kayla:makayla kelli:kelley kellie:kelley kelly:kelley
    ken:kenneth,kendall,mckenna,kenny,kendrick,kent kendrick:kenneth,kent kenj:kendra kenji:kendra
    kenna:mckenna kenneth:kenny kenny:kenneth,kendall,kendra,kendrick,kent
    kenzie:mackenzie,mckenzie kenzy:mackenzie kerri:kerry kev:kevin kiah:hezekiah kike:enrique
    kim:kimberly,kimberley kimberley:kimberly kimberli:kimberly,kimberley kimberly:kimberley
    king:kingston,kingsley kissy:calista
    kit:christopher,katherine,christian,catherine,kathleen,cathleen
    kittie:katherine,catherine,kathleen,cathleen kolya:nikolai,mykola
    kris:christina,christine,chris,kristine,kristopher,christiana,kristofer
    kristy:christina,christine,kristine,christiana lainie:elaine lamont:monty lana:svetlana,alana
    lani:leilani lanna:eleanor lanny:roland larry:lawrence,laurence laurence:larry
    laurie:lauren,lauryn,laurel,lorelei lawrence:larry lawrie:lawrence lea:leanne leah:ashley
    lee:ashley,levi,shirley,elias,leroy,lenora,leonidas len:leonard,jalen
    lena:elena,helena,olena,magdalena,katherine,catherine,kathleen,madeline,helen lennie:jalen
    lenny:leonard,leonardo,jalen lenora:eleanor leo:leonardo,leonard,leonel
    leon:leo,leonard,lionel,leonidas les:leslie,lesley,lester lessie:celeste lewis:louis
    lex:alexander,alexis lexi:alexis,alexandra,alexa liam:william lias:elias lib:elizabeth
    libby:elizabeth,liberty lige:elijah lil:lillian,lilly,delilah lila:delilah lilly:lillian
    lily:lilly lina:angelina,paula,paulina linda:melinda,belinda,rosalyn,rosalinda lindsey:lindsay
    lindsie:lindsay lindsy:lindsay lindy:linda,melinda,malinda,lyndon lineau:leonard link:lincoln
    lisa:elizabeth,melissa,alicia,alice,elisa lish:elisha lissa:melissa lissia:alyssa liv:olivia
    livia:olivia,olive livvy:olivia liz:elizabeth,lisa liza:elizabeth lizzie:elizabeth
    lizzy:elizabeth lloyd:floyd lodi:melody lois:louise,louisa lola:delores lolly:lillian,delores
    lon:lawrence,alonzo,fallon,laurence lonnie:fallon lonny:lawrence,laurence lonzo:alonzo
    loren:lorenzo lori:lorelei lorie:lorraine,loretta lorne:lawrence,laurence
    lorrie:lorraine,loretta,lorelei lorry:lawrence,laurence lotta:charlotte lottie:charlotte
    lou:louis,louise,luis,louisa,lois,lucille,lucinda louie:louis louis:lou
    louise:louis,lois,eloise lucas:luke lucinda:lucy lucius:lucia lucy:lucia,lucille,lucinda
    luke:lucas,luther lupe:guadalupe lupita:guadalupe lyddy:lydia,lidia
    lynn:linda,caroline,carol,carolyn,melinda,lyndon mac:mackenzie,malcolm,mack mack:mackenzie
    maddi:madeline,maddison maddie:madison,madeline,madeleine,maddison
    maddy:madison,madeline,madelyn madge:margaret,madeline,margarita madie:madeline,madelyn
    mae:mary,marie,may magda:madeline maggie:margaret,magdalena,madeline,margarita maggy:margaret
    maisie:margarita mal:malcolm malc:malcolm mally:malachi mamie:mary manda:amanda
    mandy:amanda,miranda manny:manuel,emmanuel,manuela,emanuel mantha:samantha
    manuel:emanuel,immanuel marc:marcus marcia:marsha marcie:marsha margaret:gretchen
    marge:margaret,margarita margery:margaret margie:margaret,marjorie margo:margarita
    margy:margaret,marjorie mari:maria,marisol maria:mariah marianna:marian marie:mary,rosemary
    marion:marian marjorie:margie mark:marcus marty:martin,martina,martha marv:marvin
    mary:mariah,marie,marilyn,rosemary,maureen,marion,marsha mat:martha,mathew
    matt:matthew,mathew,matthias mattie:matilda,martha,matthew,madison matty:matthew,matilda
    maty:mathew maud:madeline,matilda max:maxwell,maximilian,maxim,maximus,maxine,maximillian
    meaka:mckenna meg:margaret,megan,meghan,margarita megan:margarita mehitabel:mabel
    mel:melissa,melanie,melvin,emily,amelia,melinda mellie:melanie melo:carmelo memo:guillermo
    merci:mercedes mercy:mercedes metta:margarita micah:michael michael:miguel,mike
    mick:michael,mike mickey:michael,michelle micki:michelle micky:michael,mike
    midge:margaret,margarita miggy:miguel miguael:miguel miguaell:miguel miguail:miguel
    miguaill:miguel miguayl:miguel miguayll:miguel miguell:miguel mike:michael,miguel,micheal
    mikey:michael,micheal miky:micheal millie:emily,amelia,camille milly:melissa,mildred
    mimi:miriam mina:wilhelmina mindy:melinda mira:miranda misha:mikhail,mykhailo missy:melissa
    mitch:mitchell mitzi:mary,miriam mitzie:miriam mo:mohammed,mohamed,maureen
    moe:mohammed,mohamed,muhammad,maurice molly:mary mona:ramona monna:monica monnie:monica
    monty:lamont morey:maurice,morris mose:moses moses:amos moss:moses
    nabby:abigail,abbigail,abigale nacho:ignacio nada:nadine naldo:ronald,reginald
    nan:nancy,anne,hannah,anna,ann nando:fernando nanny:hannah,nancy nastya:anastasia
    nat:nathaniel,natalie,nathan,natasha nate:nathan,nathaniel nathan:jonathan,nathaniel,johnathan
    natty:natalie,nathaniel ned:edward,edwin,edmund neil:cornelius nell:eleanor,helen,ellen,helena
    nellie:ellen,helena nelly:eleanor nels:nelson nessa:vanessa,agnes netta:antoinette,antonia
    nettie:natalie,annette,jeanette,juanita nev:nevaeh,neville nevi:nevaeh
    nib:isabella,isabel,isabelle nibby:isabella,isabel,isabelle
    nic:nicholas,dominic,nicolas,nikolas,domenic nicie:eunice
    nick:nicholas,nicolas,dominic,dominick,nikolas nicki:nicole nickie:nicholas,nicolas,nikolas
    nicky:nicholas,nicole,nicolas,dominick,nikolas nico:nicolas,nicholas,nikolas niel:cornelius
    nikki:nicole niko:nikolai,nicholas nina:antonina nita:juanita nole:nicole nollie:olivia,olive
    nonie:nora,joan nora:eleanor,lenora norm:norman ode:otis ola:viola oliver:ollie
    ollie:oliver,olivia,olive olph:rudolph olu:oluwaseun,olumide omi:naomi ora:corinne,aurelia
    orilla:aurelia orlando:roland ote:otis paco:francisco paddy:patrick pam:pamela
    pat:patrick,patricia,patience pate:patrick,peter patricia:patty patsy:patrick,patricia,martha
    patti:patricia patty:patricia,martha,patsy,patience peg:margaret,peggy peggie:margarita
    peggy:margaret,marguerite pen:penelope penny:penelope pepe:jose pete:peter peter:patrick
    petya:petro phil:philip,phillip,felipe pip:phillip,philip polly:mary,paul,paula,pauline,paulina
    pri:priya,priyanka prissy:priscilla rachael:rachel raf:rafael rafa:rafael,rafaela ralph:raphael
    randi:miranda randy:andrew,miranda,randall,randolph ray:raymond,ramon,rayan raymond:ray
    rea:andrea reba:rebecca ree:corey,cory,aurelia reg:reginald,reggie reggie:reginald,regina
    reginald:reggie ren:lauren rena:irene,serena renny:reginald retta:loretta rhett:garrett
    riah:uriah,azariah rian:adrian rich:richard,ricky richie:richard
    rick:richard,ricardo,eric,derek,derrick,frederick,cedric,derick,broderick rickie:roderick
    ricky:richard,ricardo,eric,derek,derrick,frederick,cedric,rick,derick rienne:adrienne
    rilly:aurelia rissa:marissa rita:margarita,margaret rob:robert,bobby,roberto,bob
    robbie:robert,roberto,roberta robby:robert robert:billy,bill,bob roby:roberta
    rod:roger,rodney,roderick,broderick,rodger roddy:roderick rodger:roger roge:roger,rodger
    roger:rodger roland:orlando rolf:rudolph rollo:roland rolly:roland
    ron:ronald,aaron,cameron,veronica,aron ronald:ronny roni:veronica ronie:veronica ronna:veronica
    ronnie:ronald,veronica,aaron,aron,ron ronny:cameron,ronald,veronica,ron rosa:rosalyn,rosalinda
    rose:rosa,rosemary,roxanne,rosalyn,rosalinda,roxanna rosemarie:rosemary rosey:rosemary
    rosie:rosa,rose,rosemary roxie:roxanne,roxanna roy:leroy roz:rosalind,rosalie,rosalyn,rosalinda
    rube:reuben rudy:rudolph rupert:robert russ:russell rusty:russell sadie:sarah,mercedes
    sal:salvatore,sally,salvador,solomon sally:sarah,salvador salmon:solomon
    sam:samuel,samantha,samir,samira,samson sammy:samuel,samantha,sam,samson
    sandra:alexandra,cassandra,alexandria,sandy sandy:sandra,alexandra,alexander,cassandra
    santi:santiago sara:sarah sasha:alexander,alexandra,oleksandr,aleksandr,oleksandra saul:solomon
    sav:savannah savanna:savannah sceeter:scott scottie:scott scotty:scott seb:sebastian
    sebby:sebastian sha:sharon,shaina shaun:shawn shawn:shaun shay:sharon,shaina shel:shelton
    shelley:michelle shellie:michelle shelly:michelle,rachel,sheldon,shelton shely:michelle
    sher:sheryl,sheridan sheri:sheryl sherri:sheryl sherry:charlotte,shirley,sheryl sherryl:sheryl
    shirl:shirley sid:sidney,sydney sion:simon,simeon sis:frances sly:sylvester sol:solomon
    solly:solomon sonnie:sondra sonny:jefferson,judson sophie:sophia squat:scott stacey:stacie
    staci:stacy,stacey,stacie stacie:stacey stacy:stacey,anastasia,stacie stal:crystal
    steffi:stephanie steffie:stephanie stella:estella,estelle steph:stephanie,stephen,steven
    stephani:stephanie stephany:stephanie stephie:stephanie stephine:stephanie
    steve:stephen,steven,stephan stevie:stephen,stephanie,steven stu:stuart
    sue:susan,susanna,suzanne sukey:susan suki:suzanne sula:ursula sulie:ursula sully:sullivan
    susan:sue susie:susan,susanna,suzanne,sue suze:susan suzie:susan,susie syd:sidney syl:sylvester
    tabby:tabitha tal:crystal tami:tammy,tammie tammie:tammy tammy:tammie tanya:tatiana,tetiana
    tash:tasha tasha:natasha tashie:tasha tave:octavia tavia:octavia ted:theodore,edward,edmund
    teddy:theodore,edward,ted tere:teresa terence:terry teresa:tessa,tess teri:terri terrie:terri
    terry:terrence,theresa,teresa,terri,terence tess:theresa,teresa tessa:teresa,theresa
    tessie:teresa,theresa thad:thaddeus than:nathaniel theo:theodore,theodora theodore:theo
    theresa:tessa,tess thias:matthew,matthias thirza:theresa thom:thomas thomas:tom thursa:theresa
    thys:matthew,matthias tibbie:isabella,isabel,isabelle tick:felicity tiff:tiffany tiffy:tiffany
    tilda:matilda tilla:matilda tilly:matilda tim:timothy,timur timmy:timothy,tim
    tina:christina,martina,valentina,christine,kristine,christiana,katarina tish:latisha
    tisha:latisha toby:tobias tom:thomas,tomas tommy:thomas,tom tonho:antonio
    tony:anthony,antonio,antoinette,clifton,antonia,shelton topher:christopher tori:victoria
    torie:victoria torri:victoria torrie:victoria tory:victoria traci:theresa tracie:theresa
    tracy:theresa trent:trenton tricia:patricia trina:katherine,catherine,kathleen,cathleen
    trish:patricia,trisha trisha:patricia,beatrice trix:beatrice trixie:beatrix,beatrice
    ty:tyler,tyrone,tyson val:valerie,valentina,valeria vallie:valentina van:sullivan
    vangie:evangeline vanna:vanessa vannie:savannah vanya:ivan verna:laverne vernon:laverne
    vessie:sylvester vester:sylvester vet:sylvester vic:victor,victoria,vincent,vincenzo
    vicki:victoria vickie:victoria,vicki vicky:victoria,vicki victoria:vicki vika:viktoria,victoria
    vin:vincent,calvin,vincenzo vince:vincent,vincenzo vinnie:vincent,vincenzo
    vinny:vincent,calvin,vincenzo virgy:virginia viv:vivian,viviana vonna:yvonne vonnie:veronica
    wally:walter,wallace walt:walter wen:wendy wendy:gwendolyn,gwen wes:wesley,westley west:westley
    wil:william wilber:gilbert wilbur:will wilhelmina:minnie will:william,willem,wilson,wilbur
    william:billy,willie,bill,wilma willie:william,bill,wilson,will,wilbur
    willy:william,wilson,willis,wilbur win:edwin winnie:winifred,edwina xavi:xavier
    yas:yasmin,yasmine yulia:julia zac:zachary,zachariah,zachery
    zach:zachary,zachariah,zachery,zack zachy:zachary,zachariah,zachery
    zack:zachary,zachariah,zachery zadie:isaiah zak:zachary,zachariah,zachery,zack
    zakk:zachary,zachariah,zachery zay:isaiah zeke:ezekiel,zachary,isaac,zachariah,zachery
    zolly:solomon zosia:zofia,sophia
    """)
}
