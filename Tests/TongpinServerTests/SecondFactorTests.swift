// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal
import PlanningCycle
import Testing
import WarehouseSQLite

@testable import TongpinServer

/// Sees: a code used twice, a guess that is not counted, a lock that a restart opens, a secret that the store could give away.
/// Does not see: the screen (the tour does) and the cookie (the contract proof does).
@Suite struct SecondFactorTests {
  private let house: House
  private let li: Person

  init() async throws {
    house = try House()
    li = try await house.sessions.signIn(login: "li", password: House.password).person
  }

  /// The secret in the app of Li's telephone, and the recovery codes in Li's drawer; the code that switched it on is used.
  private func switchedOn() async throws -> (secret: OneTimeSecret, codes: [String]) {
    let secret = try await house.sessions.beginSecondFactor(of: li, password: House.password)
    let codes = try await house.sessions.confirmSecondFactor(of: li, code: code(secret))
    return (secret, codes)
  }

  private func code(_ secret: OneTimeSecret, later: Int64 = 0) -> String {
    secret.code(step: OneTimeSecret.step(at: house.clock.read()) + later)
  }

  @Test("with a second factor the password alone opens nothing, a code opens once, and the next one again, also after a restart")
  func codes() async throws {
    let (secret, _) = try await switchedOn()
    #expect(try await house.answer(house.sessions) == "access.code-needed")
    #expect(try await house.answer(house.sessions, code: code(secret)) == "access.code-wrong", "it switched the factor on")
    house.clock.pass(milliseconds: 30_000)
    let next = code(secret)
    #expect(try await house.answer(house.sessions, "wrong", code: next) == "access.wrong-credentials")
    #expect(try await house.answer(house.sessions, code: next) == "in", "a wrong password used no code")
    #expect(try await house.answer(house.sessions, code: next) == "access.code-wrong")
    let restarted = try house.restarted()
    #expect(try await house.answer(restarted, code: next) == "access.code-wrong", "replayed after a restart")
    #expect(try await house.answer(restarted, code: code(secret, later: 1)) == "in", "a telephone that is half a minute ahead")
    #expect(try await house.answer(restarted, code: code(secret, later: 2)) == "access.code-wrong")
  }

  @Test("recovery codes open once each, in small letters too; one more code switches the factor off")
  func recovery() async throws {
    let (_, codes) = try await switchedOn()
    #expect(Swift.Set(codes).count == 10)
    #expect(try await house.answer(house.sessions, code: codes[0].lowercased()) == "in")
    #expect(try await house.answer(try house.restarted(), code: codes[0]) == "access.code-wrong")
    await #expect(throws: Problem.self) { try await house.sessions.removeSecondFactor(of: li, code: codes[0]) }
    try await house.sessions.removeSecondFactor(of: li, code: codes[1])
    #expect(try await house.answer(house.sessions) == "in")
    #expect(try await house.answer(try house.restarted()) == "in")
  }

  @Test("guesses at the code share the limit of the password; a right password in between forgets none of them")
  func guesses() async throws {
    _ = try await switchedOn()
    for _ in 1...SignInAttempts.limit {
      #expect(try await house.answer(house.sessions, code: "000000") == "access.code-wrong")
      _ = try await house.answer(house.sessions)
    }
    #expect(try await house.answer(house.sessions) == "access.too-many-failures")
  }

  @Test("a login that is locked stays locked over a restart, for its five minutes, and no other is")
  func lock() async throws {
    for _ in 1...SignInAttempts.limit { #expect(try await house.answer(house.sessions, "wrong") == "access.wrong-credentials") }
    let restarted = try house.restarted()
    #expect(try await house.answer(restarted) == "access.too-many-failures")
    await #expect(throws: Problem.self) { try await restarted.signIn(login: "nobody", password: "wrong") }
    house.clock.pass(milliseconds: SignInAttempts.window)
    #expect(try await house.answer(restarted) == "access.too-many-failures")
    house.clock.pass(milliseconds: 1)
    #expect(try await house.answer(restarted) == "in")
  }

  @Test("where everybody needs a second factor, who has none may set one and nothing else; a script's token works on")
  func required() async throws {
    let sessions = try house.restarted(needsFactor: true)
    let signedIn = try await sessions.signIn(login: "li", password: House.password)
    #expect(signedIn.known.needsSecondFactor)
    let token = try await sessions.makeToken(for: li, label: "报表", days: 1)
    #expect(try await sessions.person(for: token)?.needsSecondFactor == false)
    let secret = try await sessions.beginSecondFactor(of: li, password: House.password)
    _ = try await sessions.confirmSecondFactor(of: li, code: code(secret))
    let known = try #require(try await sessions.person(for: signedIn.token))
    #expect(known.hasSecondFactor && !known.needsSecondFactor)
    #expect(OwnEndpoint.allCases.filter(\.isBeforeSecondFactor).count == 5, "session, leaving, password, begin, confirm")
  }

  @Test("whoever manages people takes a lost factor away, which ends the sessions; nothing that is kept gives the secret away")
  func lost() async throws {
    let (secret, codes) = try await switchedOn()
    let signedIn = try await house.sessions.signIn(login: "li", password: House.password, code: codes[0])
    let kept = try house.store.events(after: 0, limit: 1_000).map { "\($0.payload)" }.joined()
    #expect(kept.contains("recovery") && !kept.contains(secret.text) && !kept.contains("\(secret.bytes)"))
    try await house.workspace.perform { workspace in
      let proof = try Access.authorize(.localOperator, to: To.ManageUsers.self)
      let context = CommandContext(person: .localOperator, key: "lost", at: workspace.environment.now())
      try workspace.resetSecondFactor(proof, login: "LI", context: context)
      #expect(throws: StoreError.self) { try workspace.resetSecondFactor(proof, login: "nobody", context: context) }
    }
    house.sessions.forget()
    #expect(try await house.sessions.person(for: signedIn.token) == nil)
    #expect(try await house.answer(house.sessions) == "in")
  }

  @Test("what an app reads names the program and the login, in characters of a URI")
  func enrolment() {
    let uri = Responder.enrolment(OneTimeSecret(bytes: Array("12345678901234567890".utf8)), login: "li.四")
    #expect(uri.hasPrefix("otpauth://totp/Tongpin:li%2E%E5%9B%9B?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Tongpin"))
  }

  @Test("what an app has to know is a picture as well: a square with the three corners a telephone looks for; too much for one is none")
  func picture() throws {
    let code = try #require(QRCode(Responder.enrolment(OneTimeSecret(bytes: Array("12345678901234567890".utf8)), login: "li")))
    let size = code.rows.count
    #expect(size >= 21 && (size - 17) % 4 == 0 && code.rows.allSatisfy { $0.count == size })
    // A finder pattern: seven by seven, dark outside, light, and three by three dark inside.
    func isFinder(_ row: Int, _ column: Int) -> Bool {
      (0..<7).allSatisfy { y in
        (0..<7).allSatisfy { x in
          let ring = min(min(x, y), min(6 - x, 6 - y))
          return code.rows[row + y][column + x] == (ring != 1)
        }
      }
    }
    #expect(isFinder(0, 0) && isFinder(0, size - 7) && isFinder(size - 7, 0) && !isFinder(size - 7, size - 7))
    #expect(code.lines.joined().allSatisfy { $0 == "0" || $0 == "1" })
    #expect(QRCode(String(repeating: "x", count: 3_000)) == nil)
  }
}
