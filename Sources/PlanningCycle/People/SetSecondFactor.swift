// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
public import Journal

extension Workspace {
  /// Recovery codes somebody gets: each opens once where the telephone is gone.
  static let recoveryCodes = 10

  public func hasSecondFactor(_ person: Int64) -> Bool { secondFactors[person] != nil }

  /// A secret for an authenticator app. It counts once a code of it was typed.
  ///
  /// - Throws: `CycleError.secondFactorSet` for who has one; `StoreError`.
  public func beginSecondFactor(of person: Person, random: some RandomBytes) throws -> OneTimeSecret {
    guard secondFactors[person.id] == nil else { throw Self.secondFactorSet }
    let salt = random.bytes(20)
    begunFactors[person.id] = salt
    return secret(of: person.id, salt)
  }

  /// From now on the person signs in with a code besides the password.
  ///
  /// - Returns: the recovery codes, which are kept nowhere.
  /// - Throws: `CycleError.codeWrong` for a code that is not of the secret that was begun; `secondFactorSet`; `StoreError`.
  public func confirmSecondFactor(of person: Person, code: String, random: some RandomBytes) throws -> [String] {
    guard secondFactors[person.id] == nil else { throw Self.secondFactorSet }
    let moment = environment.now()
    guard let salt = begunFactors[person.id],
      let step = secret(of: person.id, salt).step(of: Self.typed(code), at: moment, after: nil)
    else { throw Self.codeWrong }
    let codes = (0..<Self.recoveryCodes).map { _ in
      let text = Base32.text(random.bytes(10))
      return stride(from: 0, to: 16, by: 4).map { String(text.dropFirst($0).prefix(4)) }.joined(separator: "-")
    }
    let digests = codes.map { recovery(of: person.id, $0) }
    try note(
      SecondFactorLedger.set, "factor-set-\(person.id)-\(revision)", person,
      [
        "person": .integer(person.id), "login": .text(person.login), "salt": .bytes(salt), "step": .integer(step),
        "recovery": .list(digests.map { .digest($0) }),
      ])
    begunFactors[person.id] = nil
    return codes
  }

  /// Whether the code is the person's: one of the app, once, or one of the recovery codes, once. What was used is an event.
  ///
  /// - Throws: `StoreError`.
  public func useCode(_ code: String, of person: Person) throws -> Bool {
    guard let factor = secondFactors[person.id] else { return false }
    let code = Self.typed(code)
    var payload: [String: CanonicalValue] = ["person": .integer(person.id), "login": .text(person.login)]
    let key: String
    if let step = secret(of: person.id, factor.salt).step(of: code, at: environment.now(), after: factor.step) {
      payload["step"] = .integer(step)
      key = "factor-step-\(person.id)-\(revision)-\(step)"
    } else {
      let digest = recovery(of: person.id, code)
      guard factor.recovery.contains(digest) else { return false }
      payload["recovery"] = .digest(digest)
      key = "factor-recovery-\(person.id)-\(digest.hex)"
    }
    try note(SecondFactorLedger.used, key, person, payload)
    return true
  }

  /// The person's password is enough again; who asks has shown a code just now.
  ///
  /// - Throws: `StoreError`.
  public func removeSecondFactor(of person: Person) throws {
    try note(
      SecondFactorLedger.removed, "factor-removed-\(person.id)-\(revision)", person,
      ["person": .integer(person.id), "login": .text(person.login)])
  }

  /// Takes the second factor of somebody who lost telephone and recovery codes, and ends their sessions.
  ///
  /// - Throws: `StoreError.notFound`.
  public func resetSecondFactor(_ proof: Authorized<To.ManageUsers>, login: String, context: CommandContext) throws {
    let event = try ResetSecondFactor.reset(proof, login: login, store: store, key: context.key, at: context.at)
    secondFactors.note(event)
    stand(at: event.sequence)
  }

  /// Until when nobody signs in under a login, also after a restart; nil when it is open.
  public func lockedOut(_ login: String) -> Moment? { secondFactors.lock(of: login) }

  /// Keeps that a login was guessed at too often.
  ///
  /// - Throws: `StoreError`.
  public func lockOut(_ login: String, until: Moment) throws {
    let draft = EventDraft(
      kind: SecondFactorLedger.locked, actor: .system, idempotencyKey: "locked-out-\(login)-\(until.millisecondsSinceEpoch)",
      payload: .map(["login": .text(login), "until": .integer(until.millisecondsSinceEpoch)]))
    let event = try store.append(draft, at: environment.now())
    secondFactors.note(event)
    stand(at: event.sequence)
  }

  /// Writes it down; screens hear nothing of how somebody signs in.
  private func note(_ kind: String, _ key: String, _ person: Person, _ payload: [String: CanonicalValue]) throws {
    let draft = EventDraft(kind: kind, actor: person.actor, idempotencyKey: key, payload: .map(payload))
    let event = try store.append(draft, at: environment.now())
    secondFactors.note(event)
    stand(at: event.sequence)
  }

  private func secret(of person: Int64, _ salt: [UInt8]) -> OneTimeSecret {
    OneTimeSecret(store.derivedSecret("second-factor \(person) \(Hexadecimal.text(salt))"))
  }

  /// Under the key of the workspace: a stolen table of them opens nothing.
  private func recovery(of person: Int64, _ code: String) -> Digest { store.derivedSecret("recovery-code \(person) \(Self.typed(code))") }

  /// As people type codes: in groups, in small letters.
  private static func typed(_ code: String) -> String {
    String(code.uppercased().unicodeScalars.filter { ("0"..."9").contains($0) || ("A"..."Z").contains($0) }.map { Character($0) })
  }

  private static let secondFactorSet = CycleError(
    .secondFactorSet, BilingualText("已经开启了两步验证", "two-step sign-in is on already"),
    hint: BilingualText("换手机：先关闭，再重新开启", "for another telephone, switch it off first and on again"))

  static let codeWrong = CycleError(
    .codeWrong, BilingualText("验证码不对", "the code is wrong"),
    detail: BilingualText("验证码每 30 秒换一次，用过的不能再用", "codes change every 30 seconds, and each is good once"),
    hint: BilingualText("等下一个验证码再输；手机的时间要准", "type the next one; the telephone's clock has to be right"))
}

/// Takes somebody's second factor away, where they lost what makes the codes.
public enum ResetSecondFactor {
  /// - Returns: the event.
  /// - Throws: `StoreError.notFound`.
  @discardableResult
  public static func reset(
    _ proof: Authorized<To.ManageUsers>, login: String, store: any WorkspaceStore, key: String, at moment: Moment
  ) throws(StoreError) -> Event {
    guard let record = try store.person(login: login.lowercased()) else {
      throw StoreError(.notFound, subject: login, detail: "nobody has the login \(login)", hint: "the list of people shows all logins")
    }
    let draft = EventDraft(
      kind: SecondFactorLedger.removed, actor: proof.person.actor, idempotencyKey: key,
      payload: .map(["person": .integer(record.id), "login": .text(record.details.login)]))
    let event = try store.append(draft, at: moment)
    try store.endSessions(person: record.id)
    return event
  }
}
