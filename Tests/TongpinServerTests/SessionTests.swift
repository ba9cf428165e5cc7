// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal
import PlanningCycle
import Testing
import Wire

@testable import TongpinServer

@Suite struct SessionTests {
  @Test("after five wrong passwords even the right one waits five minutes, and only for that login")
  func throttle() async throws {
    let house = try House()
    for _ in 1...SignInAttempts.limit { #expect(try await house.status("li", "wrong") == 401) }
    #expect(try await house.status("li", House.password) == 429)
    #expect(try await house.status("LI", House.password) == 429)
    #expect(try await house.status("somebody-else", "wrong") == 401)
    house.clock.pass(milliseconds: SignInAttempts.window + 1)
    #expect(try await house.status("li", House.password) == 200)
  }

  @Test("looking as somebody else is for reading, says who looks, and ends by itself with the session")
  func viewing() async throws {
    let house = try House()
    let signedIn = try await house.sessions.signIn(login: "li", password: House.password)
    let boss = Person(id: -1, login: "", name: "总经理", title: "总经理", role: .generalManager)
    let looking = try #require(house.sessions.look(as: boss, signedIn.token))
    #expect(looking.person.role == .generalManager && looking.viewer?.login == "li" && looking.isReadOnly)
    let next = try #require(try await house.sessions.person(for: signedIn.token))
    #expect(next.person.role == .generalManager && next.isReadOnly)
    let back = try #require(house.sessions.look(as: nil, signedIn.token))
    #expect(back.person.login == "li" && back.viewer == nil && !back.isReadOnly)
    _ = house.sessions.look(as: boss, signedIn.token)
    // Whose rights changed is read again, as themselves.
    house.sessions.forget()
    #expect(try await house.sessions.person(for: signedIn.token)?.person.login == "li")
    try await house.sessions.signOut(signedIn.token)
    #expect(house.sessions.look(as: boss, signedIn.token) == nil)
  }

  @Test("a token for reading only sees what its maker sees, and no script looks as somebody else")
  func readOnlyToken() async throws {
    let house = try House()
    let li = try await house.sessions.signIn(login: "li", password: House.password).person
    let token = try await house.sessions.makeToken(for: li, label: "报表", days: 1, scope: Scope("territory", in: ["EAST"]), isReadOnly: true)
    let known = try #require(try await house.sessions.person(for: token))
    #expect(known.isReadOnly && known.person.scope == Scope("territory", in: ["EAST"]) && known.viewer == nil)
    #expect(house.sessions.look(as: li, token) == nil)
    let whole = try await house.sessions.makeToken(for: li, label: "脚本", days: 1)
    #expect(try await house.sessions.person(for: whole)?.isReadOnly == false)
    // Ended by its maker, and by nobody else.
    @Sendable func id(_ token: Token) -> String { String(token.digest.hex.prefix(16)) }
    let stranger = Person(id: 99, login: "wang", name: "王", title: "", role: .generalManager)
    let ids = try await house.workspace.perform { workspace in
      let proof = try Access.authorize(li, to: To.ViewPlan.self)
      let ids = try workspace.ownTokens(proof).map(\.id)
      #expect(throws: CycleError.self) { try workspace.endToken(try Access.authorize(stranger, to: To.ViewPlan.self), id(whole)) }
      try workspace.endToken(proof, id(whole))
      return (before: ids, after: try workspace.ownTokens(proof).map(\.id))
    }
    #expect(Swift.Set(ids.before) == [id(token), id(whole)] && ids.after == [id(token)])
    house.sessions.forget()
    #expect(try await house.sessions.person(for: whole) == nil)
    #expect(try await house.sessions.person(for: token) != nil)
  }

  @Test("a token that a script makes with its own reaches no further and ends no later")
  func tokenOfAToken() async throws {
    let house = try House()
    let li = try await house.sessions.signIn(login: "li", password: House.password).person
    let narrow = try await house.sessions.makeToken(for: li, label: "窄", days: 1, scope: Scope("territory", in: ["SOUTH"]))
    let script = try #require(try await house.sessions.person(for: narrow)?.person)
    let second = try await house.sessions.makeToken(for: script, label: "更宽", days: 365, by: narrow)
    #expect(try await house.sessions.person(for: second)?.person.scope == script.scope)
    #expect(script.scope != li.scope)
    house.clock.pass(milliseconds: 86_400_001)
    #expect(try await house.sessions.person(for: second) == nil)
    await #expect(throws: CycleError.self) { try await house.sessions.makeToken(for: script, label: "再来", days: 1, by: narrow) }
  }

  @Test("a right password forgets the wrong ones before it")
  func forgiven() async throws {
    let house = try House()
    for _ in 1..<SignInAttempts.limit { #expect(try await house.status("li", "wrong") == 401) }
    #expect(try await house.status("li", House.password) == 200)
    #expect(try await house.status("li", "wrong") == 401)
    #expect(try await house.status("li", House.password) == 200)
  }

  @Test("twenty guesses sent at once are five guesses, and the right password waits like after five failures")
  func parallel() async throws {
    let house = try House()
    let answers = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<20 { group.addTask { try await house.status("li", "wrong-\(number)") } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers.count { $0 == 401 } == SignInAttempts.limit)
    #expect(answers.count { $0 == 429 } == 20 - SignInAttempts.limit)
    #expect(try await house.status("li", House.password) == 429)
    house.clock.pass(milliseconds: SignInAttempts.window + 1)
    #expect(try await house.status("li", House.password) == 200)
  }

  @Test("an attempt counts from its beginning; a right one forgets failures, not those under way; an unanswered one counts no more")
  func attempts() {
    var attempts = SignInAttempts()
    let now = Moment(millisecondsSinceEpoch: 1_000_000)
    func begun(_ count: Int, _ login: String = "li") -> Int { (0..<count).count { _ in attempts.begin(login, at: now) } }
    #expect(begun(SignInAttempts.limit + 3) == SignInAttempts.limit)
    #expect(begun(1, "wang") == 1)
    attempts.end("li", at: now, .wrong)
    #expect(begun(1) == 0)
    // Three are under way still.
    attempts.end("li", at: now, .right)
    #expect(begun(9) == 2)
    for _ in 1...SignInAttempts.limit { attempts.end("li", at: now, .unknown) }
    #expect(begun(9) == SignInAttempts.limit)
  }

  @Test("a login is remembered for as long as its failures count, and the memory has an end")
  func memory() {
    var attempts = SignInAttempts()
    let now = Moment(millisecondsSinceEpoch: 1_000_000)
    let begun = (0...SignInAttempts.loginLimit).count { number in
      let isBegun = attempts.begin("login-\(number)", at: now)
      attempts.end("login-\(number)", at: now, .wrong)
      return isBegun
    }
    #expect(begun == SignInAttempts.loginLimit)
    let later = Moment(millisecondsSinceEpoch: 1_000_000 + SignInAttempts.window + 1)
    let isBegunLater = attempts.begin("one-more", at: later)
    #expect(isBegunLater)
  }

  @Test("an unknown login and a wrong password are told the same")
  func sameAnswer() async throws {
    let house = try House()
    func answer(_ login: String) async throws -> String? {
      do {
        _ = try await house.sessions.signIn(login: login, password: "wrong")
        return nil
      } catch let problem as Problem { return String(decoding: problem.json.encoded(), as: UTF8.self) }
    }
    let known = try await answer("li")
    #expect(known != nil)
    #expect(try await answer("nobody") == known)
  }

  @Test("a token leads to its person until signing out or until its end, and another token to nobody")
  func tokens() async throws {
    let house = try House()
    let signedIn = try await house.sessions.signIn(login: "LI", password: House.password)
    let found = try await house.sessions.person(for: signedIn.token)
    #expect(found?.person.login == "li")
    #expect(found?.person.scope == Scope("territory", in: ["EAST"]))
    #expect(try await house.sessions.person(for: Token.make(random: SystemRandomBytes())) == nil)
    house.clock.pass(milliseconds: Sessions.absoluteLimit + 1)
    #expect(try await house.sessions.person(for: signedIn.token) == nil)
    let again = try await house.sessions.signIn(login: "li", password: House.password)
    try await house.sessions.signOut(again.token)
    #expect(try await house.sessions.person(for: again.token) == nil)
  }

  @Test("a session that was idle for half an hour has ended, whether or not it is remembered")
  func idle() async throws {
    let house = try House()
    let signedIn = try await house.sessions.signIn(login: "li", password: House.password)
    house.clock.pass(milliseconds: Int64(Sessions.idleMinutes) * 60_000 - 60_000)
    #expect(try await house.sessions.person(for: signedIn.token) != nil)
    house.clock.pass(milliseconds: Int64(Sessions.idleMinutes) * 60_000 - 60_000)
    #expect(try await house.sessions.person(for: signedIn.token) != nil)
    house.clock.pass(milliseconds: Int64(Sessions.idleMinutes) * 60_000 + 1)
    #expect(try await house.sessions.person(for: signedIn.token) == nil)
  }

  @Test("a page that says by itself where it is keeps no session alive")
  func unattended() async throws {
    let house = try House()
    let signedIn = try await house.sessions.signIn(login: "li", password: House.password)
    house.clock.pass(milliseconds: Int64(Sessions.idleMinutes) * 60_000 - 60_000)
    #expect(try await house.sessions.person(for: signedIn.token, isHere: false) != nil)
    house.clock.pass(milliseconds: 60_001)
    #expect(try await house.sessions.person(for: signedIn.token) == nil)
  }

  @Test(
    "what approves asks who one is once five minutes have passed, by the password or a code; then it is good for five minutes more, and for this session alone"
  )
  func confirmed() async throws {
    let house = try House()
    let first = try await house.sessions.signIn(login: "li", password: House.password)
    let other = try await house.sessions.signIn(login: "li", password: House.password)
    func known(_ token: Token) async throws -> Sessions.Known { try #require(try await house.sessions.person(for: token)) }
    func isAsked(_ token: Token) async throws -> Bool {
      do { try house.sessions.requireFresh(try await known(token)) } catch let problem as Problem {
        return problem.code == "access.confirm-needed" && problem.parameters.contains { $0.0 == "by" && $0.1 == .string("password") }
      }
      return false
    }
    #expect(try await !isAsked(first.token))
    house.clock.pass(milliseconds: 5 * 60_000)
    #expect(try await isAsked(first.token))
    #expect(try await isAsked(other.token))
    await #expect(throws: Problem.self) {
      try await house.sessions.confirm(try await known(first.token), first.token, password: "wrong", code: nil)
    }
    #expect(try await isAsked(first.token))
    try await house.sessions.confirm(try await known(first.token), first.token, password: House.password, code: nil)
    #expect(try await !isAsked(first.token))
    #expect(try await isAsked(other.token), "it is of one session")
    house.sessions.forget()
    #expect(try await !isAsked(first.token), "another role of somebody takes nothing from what was shown")
    house.clock.pass(milliseconds: 5 * 60_000)
    #expect(try await isAsked(first.token))
  }

  @Test("a script decides nothing, however new its token is")
  func scripts() async throws {
    let house = try House()
    let signedIn = try await house.sessions.signIn(login: "li", password: House.password)
    let token = try await house.sessions.makeToken(for: signedIn.person, label: "nightly", days: 1)
    let known = try #require(try await house.sessions.person(for: token))
    #expect(known.isScript)
    do throws(any Error) {
      try house.sessions.requireFresh(known)
      Issue.record("a script decides")
    } catch { #expect((error as? Problem)?.code == "access.script-decides") }
    await #expect(throws: Problem.self) { try await house.sessions.confirm(known, token, password: House.password, code: nil) }
  }
}
