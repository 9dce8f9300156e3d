/// What a column of a roster holds, told by its heading.
enum RosterColumn: Hashable {
  case first, last, name, preferred
  case stateID, localID, staffID
  /// An id of whoever the roster lists.
  case ownID
  case birth
  case email, privateEmail, phone, address
  case guardian(Int), guardianFirst(Int), guardianLast(Int)
  case guardianEmail(Int), guardianPhone(Int)
  case title, duties
  /// A column that is known and not needed.
  case ignored

  /// Reads a heading, whatever its case, spaces, hyphens and underscores; nil when it is unknown.
  init?(heading: String, in kind: DistrictProfile.RosterKind) {
    var plain = PlainLetters.plain(heading.prefix(100).description).filter {
      $0.isLetter || $0.isNumber
    }
    if let column = Self.names[plain] {
      // In a guardians' file the child's name is nobody's of the row.
      let isChild = kind == .guardians && column == .name && plain.hasPrefix("student")
      self = isChild ? .ignored : column
      return
    }
    // `Guardian 2 Email`, `parent1_phone`, `Contact1Name`: the number tells which guardian.
    guard let at = plain.firstIndex(where: { ("1"..."4").contains($0) }),
      let number = plain[at].wholeNumberValue
    else { return nil }
    plain.remove(at: at)
    switch Self.names[plain] {
    case .guardian?: self = .guardian(number)
    case .guardianFirst?: self = .guardianFirst(number)
    case .guardianLast?: self = .guardianLast(number)
    case .guardianEmail?: self = .guardianEmail(number)
    case .guardianPhone?: self = .guardianPhone(number)
    case .phone?: self = .phone
    case .privateEmail?: self = .privateEmail
    case .address? where number == 1: self = .address
    default: return nil
    }
  }

  /// The headings that are offered when one is misspelt.
  static let suggestions = [
    "sasid", "lasid", "state id", "student id", "staff id", "employee id", "mepid", "first", "last",
    "first name", "last name", "name", "preferred", "nickname", "dob", "birth date", "email",
    "personal email", "guardian", "guardian email", "guardian phone", "parent", "phone",
    "home phone", "cell", "address", "title", "position", "duties",
  ]

  private static let names: [String: RosterColumn] = {
    var names: [String: RosterColumn] = [:]
    func add(_ column: RosterColumn, _ headings: String...) {
      for heading in headings { names[heading] = column }
    }
    add(
      .first, "first", "firstname", "givenname", "given", "fname", "forename", "legalfirst",
      "legalfirstname", "studentfirst", "studentfirstname", "nombre")
    add(
      .last, "last", "lastname", "surname", "familyname", "lname", "legallast", "legallastname",
      "studentlast", "studentlastname", "apellido", "apellidos")
    add(
      .name, "name", "fullname", "studentname", "staffname", "employeename", "displayname",
      "student", "employee", "teacher")
    add(
      .preferred, "preferred", "preferredname", "preferredfirst", "preferredfirstname", "nickname",
      "nick", "goesby", "knownas", "chosenname", "aka")
    add(
      .stateID, "sasid", "stateid", "statestudentid", "stateidnumber", "doe002", "ssid",
      "uniqueid", "stateassignedid", "permnumber")
    add(
      .localID, "lasid", "localid", "studentid", "studentnumber", "studentno", "doe001",
      "localstudentid", "studentidnumber", "pupilid", "lunchid")
    add(
      .staffID, "staffid", "employeeid", "employeenumber", "employeeno", "emplid", "mepid",
      "staffnumber", "badge", "teacherid")
    add(.ownID, "id", "idnumber", "number")
    add(
      .birth, "dob", "dateofbirth", "birthdate", "birthday", "doe006", "birth", "fechadenacimiento")
    add(
      .email, "email", "emailaddress", "mail", "schoolemail", "districtemail", "workemail",
      "studentemail", "staffemail", "username")
    add(
      .privateEmail, "personalemail", "privateemail", "homeemail", "personalmail", "altemail",
      "alternateemail", "otheremail")
    add(
      .phone, "phone", "homephone", "home", "cell", "cellphone", "mobile", "mobilephone",
      "phonenumber", "telephone", "studentphone", "personalphone", "privatephone", "tel")
    add(
      .address, "address", "homeaddress", "street", "streetaddress", "mailingaddress",
      "residence")
    add(
      .guardian(1), "guardian", "guardianname", "parent", "parentname", "parentguardian",
      "parentguardianname", "mother", "mothername", "contact", "contactname", "parents", "guardians"
    )
    add(.guardian(2), "father", "fathername", "otherparent", "secondparent")
    add(.guardianFirst(1), "guardianfirst", "guardianfirstname", "parentfirst", "parentfirstname")
    add(.guardianLast(1), "guardianlast", "guardianlastname", "parentlast", "parentlastname")
    add(
      .guardianEmail(1), "guardianemail", "parentemail", "parentguardianemail", "contactemail",
      "motheremail", "familyemail")
    add(.guardianEmail(2), "fatheremail")
    add(
      .guardianPhone(1), "guardianphone", "parentphone", "guardiancell", "parentcell",
      "contactphone", "motherphone", "mothercell", "emergencyphone", "guardianhomephone")
    add(.guardianPhone(2), "fatherphone", "fathercell")
    add(.title, "title", "position", "jobtitle", "job", "assignment")
    add(.duties, "duties", "duty", "role", "roles", "activities", "advisorof")
    add(
      .ignored, "grade", "gradelevel", "school", "building", "homeroom", "hr", "city", "zip",
      "zipcode", "state", "middle", "middlename", "mi", "gender", "sex", "yog", "status",
      "department",
      "dept", "workphone", "officephone", "extension", "ext", "relation", "relationship", "town",
      "language", "homelanguage", "counselor", "entrydate", "hiredate", "suffix", "race")
    return names
  }()
}
