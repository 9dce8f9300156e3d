/// Addresses with `*` for any run of characters: `*-families@westvale.example`.
enum AddressPattern {
  /// Whether an address fits a pattern, both lower-cased.
  ///
  /// It goes back to the last `*` only, so that time grows with the product of the lengths at worst.
  static func matches(_ pattern: String, _ address: String) -> Bool {
    let wanted = pattern.utf8.span
    let given = address.utf8.span
    var at = 0
    var here = 0
    var star: Int?
    var resume = 0
    while here < given.count {
      if at < wanted.count, wanted[at] == 0x2A {
        star = at
        resume = here
        at += 1
      } else if at < wanted.count, wanted[at] == given[here] {
        at += 1
        here += 1
      } else if let last = star {
        at = last + 1
        resume += 1
        here = resume
      } else {
        return false
      }
    }
    while at < wanted.count, wanted[at] == 0x2A { at += 1 }
    return at == wanted.count
  }
}
