// SPDX-License-Identifier: Apache-2.0
public import Access
import Journal

extension Workspace {
  /// Saves a source, a new one or another form of one. What was read of a query that stays the same is not read again.
  ///
  /// - Parameters:
  ///   - id: of the source; nil for a new one.
  ///   - seen: the event it was saved with when it was looked at; nil when that does not matter.
  /// - Throws: `CycleError.sourceRefused` with every reason; `sourceNotKnown`, `sourceChanged`; `StoreError`.
  public func saveSource(
    _ proof: Authorized<To.ImportFacts>, _ id: Int64? = nil, _ draft: SourceDraft, seen: Int64? = nil, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let known = try id.map { try source($0) }
    if let known, let seen, seen != known.savedIn { throw Self.sourceChanged() }
    let check = SourceCheck(draft, owner: try owner(draft.owner, otherwise: proof.person), access: environment.sources)
    guard let content = check.content else { throw Self.sourceRefused(check.problems) }
    if known == nil, sourceLedger.sources.count >= SourceBounds.company {
      throw Self.sourceRefused([
        SourceProblem(
          "source", BilingualText("已有 \(SourceBounds.company) 个数据源，到了上限", "there are \(SourceBounds.company) sources, as many as may be"))
      ])
    }
    // A secret is for the place it was given for: one that lies elsewhere never hears it.
    if let known, !content.feed.isSamePlace(as: known.content.feed) { try forgetSecret(of: known.id) }
    var payload: [String: CanonicalValue] = ["content": content.canonical]
    if let known { payload["source"] = .integer(known.id) }
    let name = content.name
    return try recordDecision(
      SourceLedger.saved, payload, BilingualText("保存数据源“\(name.chinese)”", "source “\(name.english)” saved"), context)
  }

  /// Lets a source rest, or reads it again.
  ///
  /// - Throws: `CycleError.sourceNotKnown`; `StoreError`.
  public func pauseSource(
    _ proof: Authorized<To.ImportFacts>, _ id: Int64, isPaused: Bool, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let name = try source(id).content.name
    let words =
      isPaused
      ? BilingualText("暂停数据源“\(name.chinese)”", "source “\(name.english)” paused")
      : BilingualText("恢复数据源“\(name.chinese)”", "source “\(name.english)” goes on")
    return try recordDecision(SourceLedger.paused, ["source": .integer(id), "paused": .boolean(isPaused)], words, context)
  }

  /// Removes a source and its secret; the facts that came from it stay.
  ///
  /// - Throws: `CycleError.sourceNotKnown`; `StoreError`.
  public func removeSource(_ proof: Authorized<To.ImportFacts>, _ id: Int64, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let name = try source(id).content.name
    try forgetSecret(of: id)
    let done = try recordDecision(
      SourceLedger.removed, ["source": .integer(id)],
      BilingualText("删除数据源“\(name.chinese)”", "source “\(name.english)” removed"), context)
    sourceShelf.forget(id)
    return done
  }

  /// Asks for a run at once, whatever the schedule says; it begins as soon as a place is free.
  ///
  /// - Parameter isFromStart: the marks are forgotten, and everything is read again: rows that are known change nothing.
  /// - Throws: `CycleError.sourceNotKnown`, `sourceRefused` for one that is paused or sends by itself; `StoreError`.
  public func runSource(
    _ proof: Authorized<To.ImportFacts>, _ id: Int64, isFromStart: Bool = false, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let source = try source(id)
    if source.isPaused {
      throw Self.sourceRefused([SourceProblem("source", BilingualText("数据源已暂停，先恢复", "the source is paused; let it go on first"))])
    }
    if source.content.feed == .push {
      throw Self.sourceRefused([
        SourceProblem("source", BilingualText("这个数据源由对方推送，不能由这里读取", "rows of this source are sent; there is nothing to read"))
      ])
    }
    let name = source.content.name
    var payload: [String: CanonicalValue] = ["source": .integer(id)]
    if isFromStart { payload["from_start"] = .boolean(true) }
    let words =
      isFromStart
      ? BilingualText("从头读取数据源“\(name.chinese)”", "source “\(name.english)” to be read from the start")
      : BilingualText("立即读取数据源“\(name.chinese)”", "source “\(name.english)” to be read now")
    return try recordDecision(SourceLedger.asked, payload, words, context)
  }

  /// - Throws: `CycleError.sourceNotKnown`.
  func source(_ id: Int64) throws -> DataSource {
    guard let source = sourceLedger[id] else {
      throw CycleError(
        .sourceNotKnown, BilingualText("没有这个数据源", "there is no such source"),
        detail: BilingualText("数据源 \(id) 不存在，或已删除", "source \(id) is not there, or was removed"),
        hint: BilingualText("回到列表看看", "look at the list"), parameters: ["source": "\(id)"])
    }
    return source
  }

  /// Whoever may answer for a source: somebody with a login who may import.
  private func owner(_ login: String, otherwise person: Person) throws -> Person? {
    let owner = login.isEmpty ? person : try store.person(login: login.lowercased())?.person
    // The operator of this machine has no login, and nobody could tell them anything.
    guard let owner, owner.id != Person.localOperator.id, Access.allows(owner, .importFacts) else { return nil }
    return owner
  }

  private static func sourceChanged() -> CycleError {
    CycleError(
      .sourceChanged, BilingualText("这个数据源已被改过", "the source was changed meanwhile"),
      hint: BilingualText("看过现在的设置再改", "look at it as it is now and try again"))
  }

  static func sourceRefused(_ problems: [SourceProblem]) -> CycleError {
    CycleError(
      .sourceRefused, BilingualText("数据源不能这样使用", "the source cannot be used so"), detail: BilingualText.joined(problems.map(\.words)),
      hint: BilingualText("改正后再试", "correct it and try again"), parameters: ["fields": problems.map(\.field).joined(separator: ",")])
  }
}

extension SourceFeed {
  /// Whether a secret for the one is for the other, too: the same server, account and header.
  func isSamePlace(as other: SourceFeed) -> Bool {
    switch (self, other) {
    case (.connection(.postgres(let left)), .connection(.postgres(let right))):
      (left.host, left.port, left.database, left.user, left.protection) == (
        right.host, right.port, right.database, right.user, right.protection
      )
    case (.connection(.odbc(let left)), .connection(.odbc(let right))):
      (left.driver, left.host, left.port, left.database, left.user) == (right.driver, right.host, right.port, right.database, right.user)
        && left.protection == right.protection && left.options == right.options
    case (.connection(.rest(let left)), .connection(.rest(let right))): left.url == right.url && left.secretHeader == right.secretHeader
    default: false
    }
  }
}
