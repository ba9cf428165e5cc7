// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Journal
import PlanningCycle
import Testing
import Wire

@testable import TongpinServer

/// Sees: an invitation used twice, a scope of what is not there, a company without anybody who manages people, a token that does more than its maker.
/// Does not see: the network and the screen (the contract proof and the tour do).
@Suite struct PeopleRouteTests {
  private let company: RegionsCompany
  private let admin = Person(id: 0, login: "local", name: "", title: "", role: .administrator)

  init() throws { company = try RegionsCompany() }

  private func json(_ answer: RegionsCompany.Answer) throws -> JSON {
    try #require(answer.status == 200, "\(answer.text)")
    return try JSON(reading: Array(answer.text.utf8))
  }

  private func invite(_ name: String = "赵六", role: String = "regionalManager", _ rest: [JSON.Member] = []) -> (
    status: Int, code: String, text: String
  ) {
    company.ask(
      .post, "/api/v1/invitations", .object([.init("name", .string(name)), .init("role", .string(role))] + rest), as: admin)
  }

  private func hash() throws -> PasswordHash { try PasswordHash.make(password: "three quiet rivers", random: SystemRandomBytes()) }

  @Test("an invitation makes one login with its role and scope, once; it survives a rebuild of the plan and is gone when withdrawn")
  func invitation() throws {
    let east: JSON.Member = .init("territories", .array([.string("EAST")]))
    let made = try json(invite("赵六", role: "regionalManager", [east]))
    let token = Token(secret: try #require(made["secret"]?.text))
    let listed = company.ask(.get, "/api/v1/invitations", as: admin).text
    #expect(listed.contains("赵六") && !listed.contains(token.secret), "the secret is shown once")
    #expect(company.workspace.invitation(behind: Token(secret: "guessed")) == nil)
    _ = company.send("refresh-forecasts", [])
    let record = try company.workspace.accept(token, login: "Zhao.Liu", hash: try hash(), language: "en")
    #expect(record.details.login == "zhao.liu" && record.person?.scope == Scope("territory", in: ["EAST"]))
    #expect(record.person?.role == .regionalManager)
    let again = #expect(throws: CycleError.self) { try company.workspace.accept(token, login: "other", hash: try hash(), language: "en") }
    #expect(again?.code == .invitationNotKnown)
    let second = try json(invite("钱七"))
    let id = try #require(second["id"]?.whole)
    #expect(company.ask(.delete, "/api/v1/invitations/\(id)", as: admin).status == 200)
    #expect(company.workspace.invitation(behind: Token(secret: second["secret"]?.text ?? "")) == nil)
    #expect(company.ask(.delete, "/api/v1/invitations/\(id)", as: admin).code == "invitation.not-known")
  }

  @Test("a link to another password is good once, for its login, and no more once the password changed or the login was closed")
  func passwordLink() throws {
    let record = try company.workspace.accept(
      Token(secret: try #require(try json(invite("赵六"))["secret"]?.text)), login: "zhao", hash: try hash(), language: "zh-Hans")
    func link() throws -> Token {
      Token(secret: try #require(try json(company.ask(.post, "/api/v1/people/zhao/password-link", as: admin))["secret"]?.text))
    }
    let (first, second) = (try link(), try link())
    #expect(throws: CycleError.self, "the newest alone") { try company.workspace.person(choosingBy: first) }
    #expect(throws: CycleError.self, "no new login") { try company.workspace.accept(second, login: "x", hash: try hash(), language: "en") }
    #expect(try company.workspace.person(choosingBy: second).login == "zhao")
    let changed = try company.workspace.acceptNewPassword(second, hash: try hash())
    #expect(changed.id == record.id && changed.details.passwordHash != record.details.passwordHash)
    #expect(throws: CycleError.self) { try company.workspace.acceptNewPassword(second, hash: try hash()) }
    let third = try link()
    _ = try company.workspace.changePassword(of: try #require(record.person), hash: try hash(), key: Digest.sha256([1]))
    #expect(throws: CycleError.self, "the password changed since") { try company.workspace.person(choosingBy: third) }
    let fourth = try link()
    #expect(company.ask(.post, "/api/v1/people/zhao", .object([.init("isActive", .boolean(false))]), as: admin).status == 200)
    #expect(throws: CycleError.self, "the login was closed") { try company.workspace.person(choosingBy: fourth) }
    #expect(company.ask(.post, "/api/v1/people/zhao/password-link", as: admin).status == 422)
    #expect(company.ask(.post, "/api/v1/people/nobody/password-link", as: admin).status == 404)
    let treasurer = Person(id: 9, login: "t", name: "", title: "", role: .treasurer)
    #expect(company.ask(.post, "/api/v1/people/zhao/password-link", as: treasurer).status == 403)
  }

  @Test("everything that is wrong with an invitation is said at once, and nothing is made")
  func wrongInvitation() throws {
    let wrong = invite(
      "", role: "regionalManager",
      [.init("days", .integer(99)), .init("territories", .array([.string("MARS")])), .init("departments", .array([.string("D99")]))])
    #expect(wrong.status == 422 && ["姓名", "1–30", "MARS", "D99"].allSatisfy { wrong.text.contains($0) }, "\(wrong.text)")
    #expect(invite(role: "emperor").status == 400)
    #expect(try json(company.ask(.get, "/api/v1/invitations", as: admin))["invitations"]?.elements?.isEmpty == true)
  }

  @Test("a role or scope is changed, a login closed; the last one that manages people stays")
  func changing() throws {
    for (name, role) in [("甲", "administrator"), ("乙", "salesDirector")] {
      let secret = try json(invite(name, role: role))["secret"]?.text ?? ""
      _ = try company.workspace.accept(Token(secret: secret), login: role, hash: try hash(), language: "zh-Hans")
    }
    func change(_ login: String, _ members: [JSON.Member]) -> RegionsCompany.Answer {
      company.ask(.post, "/api/v1/people/\(login)", .object(members), as: admin)
    }
    let last = change("administrator", [.init("isActive", .boolean(false))])
    #expect(last.status == 422 && last.text.contains("没有人能管理人员"))
    #expect(change("administrator", [.init("role", .string("treasurer"))]).status == 422)
    #expect(change("administrator", [.init("territories", .array([.string("EAST")]))]).status == 422, "who is narrowed manages nobody")
    let people = try json(change("salesDirector".lowercased(), [.init("territories", .array([.string("EAST"), .string("SOUTH")]))]))
    let narrowed = try #require(people["people"]?.elements?.first { $0["login"]?.text == "salesdirector" })
    #expect(narrowed["scope"]?["territories"]?.elements?.count == 2 && narrowed["role"]?.text == "salesDirector")
    #expect(try json(change("salesdirector", [.init("isActive", .boolean(false))]))["people"] != nil)
    #expect(try company.workspace.store.person(login: "salesdirector")?.person?.isActive == false)
    #expect(change("nobody", [.init("isActive", .boolean(true))]).status == 404)
  }

  @Test("looking as somebody else is an event, gives their rights, and is only for who manages people")
  func viewing() throws {
    let before = company.workspace.revision
    let context = CommandContext(person: admin, key: "view-1", at: company.workspace.environment.now())
    let proof = try Access.authorize(admin, to: To.ManageUsers.self)
    let seen = try company.workspace.viewAs(
      proof, login: nil, role: .regionalManager, scope: Scope("territory", in: ["EAST"]), context: context)
    #expect(!Access.allows(seen, .viewCash) && !Access.allows(seen, .viewStatements))
    let event = try #require(try company.workspace.store.events(after: before, limit: 1).first)
    #expect(event.kind == "access.viewed-as" && event.draft.actor.login == "local" && event.payload["scope"]?.text == "territory:EAST")
    #expect(throws: AccessError.self) { try Access.authorize(RegionsCompany.boss, to: To.ManageUsers.self) }
  }

  @Test("a token does no more than its maker, also when the maker loses rights; a text that is none lets it see nothing")
  func tokens() {
    let east = Person(id: 9, login: "li", name: "", title: "", role: .regionalManager, scope: Scope("territory", in: ["EAST", "SOUTH"]))
    let kept = TokenScope(storedText: TokenScope(scope: Scope("territory", in: ["EAST", "CHINA"]), isReadOnly: true).storedText)
    #expect(kept.isReadOnly && kept.narrowed(east).scope.members(of: "territory") == ["EAST"])
    #expect(TokenScope(storedText: "").narrowed(east) == east && !TokenScope(storedText: "").isReadOnly)
    #expect(TokenScope(storedText: "territory").narrowed(RegionsCompany.boss).scope.members(of: "territory") == [])
  }
}
