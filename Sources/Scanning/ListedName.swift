/// What the lists of names say of a word.
struct ListedName: Equatable {
  /// What it is as a first name; nil when it is none.
  let first: FirstNames.Kind?
  /// Whether it is a last name.
  let isLast: Bool

  /// What they say of most words.
  static let none = ListedName(first: nil, isLast: false)
}
