import Native

extension ProfileParser {
  /// `handle a.person@district.example: snapchat:aperson, whatsapp:Coach P` and `handle student: discord:kyra`.
  ///
  /// Names in chat services may hold spaces, so that commas part them.
  mutating func readHandles(_ line: ProfileLine) {
    guard let colon = line.words.first, colon.text.hasSuffix(":"), colon.text.utf8.count > 1 else {
      diagnostics.append(
        line.missing("no ':' after whose handle it is", hint: Self.example(of: "handle")))
      return
    }
    guard line.words.count > 1 else {
      diagnostics.append(line.missing("no handle after the ':'", hint: Self.example(of: "handle")))
      return
    }
    guard let owner = owner(String(colon.text.dropLast()).lowercased(), at: colon, line) else {
      return
    }
    for entry in line.text(from: line.words[1], to: nil).split(separator: ",") {
      var text = entry[...]
      while text.first == " " || text.first == "\t" { text.removeFirst() }
      while text.last == " " || text.last == "\t" { text.removeLast() }
      guard !text.isEmpty else { continue }
      let key = Address(String(text)).key
      let word = line.words.first { text.hasPrefix($0.text) } ?? line.words[1]
      guard !key.isEmpty else {
        diagnostics.append(
          line.mistake(
            "'\(text)' is no handle", at: word,
            hint: "write the service first: snapchat:\(text)"))
        continue
      }
      if let before = profile.handles[key], before != owner {
        diagnostics.append(line.mistake("'\(text)' is somebody else's already", at: word))
        continue
      }
      profile.handles[key] = owner
    }
  }

  private mutating func owner(
    _ text: String, at word: ProfileLine.Word, _ line: ProfileLine
  ) -> DistrictProfile.HandleOwner? {
    if text.contains("@"), case .mail(let address, _) = Address(text) { return .address(address) }
    if let role = District.role(hint: text) { return .role(role) }
    diagnostics.append(
      line.mistake(
        "'\(word.text.dropLast())' is neither an address nor a role", at: word,
        hint: Suggestion.hint(for: text, among: ["staff", "student", "guardian", "outside"])
          ?? Self.example(of: "handle")))
    return nil
  }
}
