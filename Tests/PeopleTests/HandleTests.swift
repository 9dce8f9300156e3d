import Mail
import Native
import People
import TestSupport
import Testing

/// The profile's handles: who is behind accounts that no roster has.
@Suite struct HandleTests {
  private func district() throws -> District {
    let text = """
      domain maplehollow.example staff
      domain students.maplehollow.example student
      duty   advisor robotics-club: t.okafor@maplehollow.example
      handle t.okafor@maplehollow.example: snapchat:CoachWes, whatsapp:Coach Wes, sms:owner
      handle kyra.n@students.maplehollow.example: discord:kyra.n
      handle student: +1 201-555-0123, whatsapp:+12015550124
      """
    let bytes = Array(text.utf8)
    let parser = ProfileParser(bytes.span, path: "district.profile")
    #expect(parser.diagnostics.map(\.rendered) == [])
    return District(profile: parser.profile, roster: .empty)
  }

  @Test(arguments: [
    ("snapchat:coachwes", Role.staff), ("whatsapp:Coach Wes", .staff), ("sms:owner", .staff),
    ("discord:Kyra.N", .student), ("(201) 555-0123", .student), ("+12015550123", .student),
    ("whatsapp:+1 201 555 0124", .student),
  ])
  func handlesHaveRoles(address: String, role: Role) throws {
    let party = try district().party(for: Mailbox(name: "", address: address))
    #expect(party.role == role)
    #expect(party.isKnown)
  }

  @Test func whoeverHasTheAddressHasItsDuties() throws {
    let party = try district().party(for: Mailbox(name: "", address: "snapchat:coachwes"))
    #expect(party.duties == ["advisor", "robotics-club"])
    // Through which account it came stays what it is.
    #expect(party.account == .social)
  }

  @Test func othersStayUnknown() throws {
    let party = try district().party(for: Mailbox(name: "", address: "snapchat:somebody"))
    #expect(!party.isKnown)
  }
}
