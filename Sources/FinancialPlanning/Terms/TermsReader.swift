// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Reads the text form of payment terms, token by token, and collects every finding on the way.
///
/// A share, a period or a means of settlement belongs to the instalment before it in its clause; in a clause without an instalment (after a
/// semicolon, or before the first one) it counts for all instalments that say nothing else themselves.
struct TermsReader {
  static let limit = 500

  let tokens: [TermsToken]
  var findings: [FinanceFinding] = []
  var common = InstalmentDraft(role: .part, name: "", column: 1)
  var drafts: [InstalmentDraft] = []
  private var position = 0
  private var current: Int?
  /// The settlement that a share or a period read next belongs to.
  private var openSettlement: Int?
  /// Whether the token before may be followed by a share of the instalment just begun.
  private var awaitsShare = false
  /// A share that could not be read makes every sum of shares meaningless.
  private(set) var hasBrokenShare = false

  init(_ text: String) {
    tokens = TermsReader.sharesBehindWords(TermsScanner.tokens(of: text))
  }

  /// `30% advance` is read as `advance 30%` where the first share stands before every word that could carry it.
  static func sharesBehindWords(_ tokens: [TermsToken]) -> [TermsToken] {
    func takesShare(_ token: TermsToken) -> Bool { if case .word(let word) = token.kind { word.takesShare } else { false } }
    func isShare(_ token: TermsToken) -> Bool { if case .number(_, .percent) = token.kind { true } else { false } }
    func isFiller(_ token: TermsToken) -> Bool { token.kind == .word(.filler) }
    guard let share = tokens.firstIndex(where: isShare), share < tokens.firstIndex(where: takesShare) ?? 0 else { return tokens }
    var result: [TermsToken] = []
    var held: TermsToken?
    for token in tokens {
      if isShare(token) {
        if let held { result.append(held) }
        held = token
        continue
      }
      result.append(token)
      if !isFiller(token), let share = held {
        takesShare(token) ? result.append(share) : result.insert(share, at: result.count - 1)
        held = nil
      }
    }
    return result + (held.map { [$0] } ?? [])
  }

  /// Reads all tokens into `common` and `drafts`.
  mutating func read() {
    while position < tokens.count {
      let token = tokens[position]
      position += 1
      switch token.kind {
      case .clause:
        current = nil
        openSettlement = nil
        awaitsShare = false
      case .unknown: findings.append(.wordNotKnown(token))
      case .ratio(let parts, let unit): ratio(parts, unit, token)
      case .number(let value, let unit): number(value, unit, token)
      case .word(let word): read(word, token)
      }
    }
  }

  private mutating func read(_ word: TermsWord, _ token: TermsToken) {
    if word == .filler { return }
    awaitsShare = false
    switch word {
    case .advance: begin(.advance, token)
    case .retention: begin(.retention, token)
    case .remainder:
      begin(.part, token)
      drafts[drafts.count - 1].isRemainder = true
    case .anchor(let anchor):
      // An event with a share is an instalment; without one it says where the instalment before it starts.
      nextNumber(ifIn: [.percent, .none]) != nil || !mayMove(to: anchor) ? begin(.part, token, anchor: anchor) : set(anchor, token)
    case .onEvent(let anchor):
      set(anchor, token)
      edit { $0.rule.days = Placed(value: 0, column: token.column) }
    case .after:
      if case .word(.anchor(let anchor)) = position < tokens.count ? tokens[position].kind : .unknown {
        set(anchor, tokens[position])
        position += 1
      }
    case .monthly, .endOfMonth:
      openSettlement = nil
      if let cycle = draft.rule.cycle { return findings.append(.saidTwice(token, "对账周期", "statement cycle", first: cycle.column)) }
      if word == .endOfMonth { setDay(31, token, payDay: false) }
      edit { $0.rule.isMonthly = $0.rule.isMonthly ?? Placed(value: true, column: token.column) }
      bareDays()
    case .cycle(let cycle): set(cycle, token)
    case .net:
      openSettlement = nil
      bareDays()
    case .cutOff: dayAfter(token, payDay: false)
    case .payDay: dayAfter(token, payDay: true)
    case .pay: if nextNumber(ifIn: [.none, .dayOfMonth]) != nil { dayAfter(token, payDay: true) }
    case .wire: openSettlement(nil, token)
    case .bill(let kind): openSettlement(kind, token)
    case .filler: break
    }
  }

  private mutating func begin(_ role: Instalment.Role, _ token: TermsToken, anchor: TermsAnchor? = nil) {
    var draft = InstalmentDraft(role: role, name: token.text, column: token.column)
    draft.anchor = anchor.map { Placed(value: $0, column: token.column) }
    drafts.append(draft)
    current = drafts.count - 1
    openSettlement = nil
    awaitsShare = true
  }

  /// Whether an event without a share can be the start of the instalment before it: `余款 验收后60天`, but not `预付30% 发货`.
  private func mayMove(to anchor: TermsAnchor) -> Bool {
    guard let current else { return true }
    let draft = drafts[current]
    return draft.isRemainder || draft.role == .retention || draft.role == .advance && anchor == .order
  }

  private mutating func set(_ anchor: TermsAnchor, _ token: TermsToken) {
    let known = current.map { drafts[$0].anchor } ?? common.anchor
    if let known { return findings.append(.saidTwice(token, "起算事件", "event", first: known.column)) }
    edit { $0.anchor = Placed(value: anchor, column: token.column) }
  }

  /// A statement by week or half month has no cut-off day beside it.
  private mutating func set(_ cycle: PlatformSettlement.Cycle, _ token: TermsToken) {
    openSettlement = nil
    if let column = draft.rule.cycle?.column ?? draft.rule.cutOff?.column ?? draft.rule.isMonthly?.column {
      return findings.append(.saidTwice(token, "对账周期", "statement cycle", first: column))
    }
    edit { $0.rule.cycle = Placed(value: cycle, column: token.column) }
    bareDays()
  }

  private mutating func edit(_ change: (inout InstalmentDraft) -> Void) {
    if let current { change(&drafts[current]) } else { change(&common) }
  }

  private var draft: InstalmentDraft { current.map { drafts[$0] } ?? common }

  private mutating func openSettlement(_ kind: BillKind?, _ token: TermsToken) {
    edit { $0.settlements.append(SettlementDraft(kind: kind, column: token.column)) }
    openSettlement = draft.settlements.count - 1
    awaitsShare = true
  }

  /// The number after the fillers that follow, when its unit is one of `units`; does not move on.
  private func nextNumber(ifIn units: [TermsToken.Unit]) -> Int? {
    var index = position
    while index < tokens.count, tokens[index].kind == .word(.filler) { index += 1 }
    guard index < tokens.count, case .number(_, let unit) = tokens[index].kind, units.contains(unit) else { return nil }
    // `验收 25日截止`, `验收 30 cut-off`: the number belongs to the word behind it.
    return unit == .none && isDayWord(index + 1) && !dayFollows(index + 2) ? nil : index
  }

  /// Whether a day word before `index` has its day behind it: then the number before the word is another matter.
  private func dayFollows(_ index: Int) -> Bool {
    guard index < tokens.count else { return false }
    switch tokens[index].kind {
    // `25日截止 10号付款`: the second number has a word of its own.
    case .number: return !isDayWord(index + 1)
    case .word(.endOfMonth): return true
    default: return false
    }
  }

  private func isDayWord(_ index: Int) -> Bool {
    guard index < tokens.count else { return false }
    return [.word(.cutOff), .word(.payDay), .word(.pay)].contains(tokens[index].kind)
  }

  /// `月结30`, `net 30`: days without a unit.
  private mutating func bareDays() {
    guard let index = nextNumber(ifIn: [.none]), case .number(let value, _) = tokens[index].kind else { return }
    position = index + 1
    period(value, .days, tokens[index])
  }

  private mutating func dayAfter(_ token: TermsToken, payDay: Bool) {
    openSettlement = nil
    var index = position
    while index < tokens.count, tokens[index].kind == .word(.filler) { index += 1 }
    if index < tokens.count, tokens[index].kind == .word(.endOfMonth) {
      position = index + 1
      return setDay(31, tokens[index], payDay: payDay)
    }
    guard let index = nextNumber(ifIn: [.none, .daysOrDay, .dayOfMonth]), case .number(let value, _) = tokens[index].kind else {
      return findings.append(.dayMissing(token))
    }
    position = index + 1
    day(value, tokens[index], payDay: payDay)
  }

  private mutating func day(_ value: FixedPoint, _ token: TermsToken, payDay: Bool) {
    let whole = value.trimmed
    guard whole.scale == 0, (1...31).contains(whole.mantissa) else {
      findings.append(payDay ? .dayNotPossible(token, "付款日", "pay day") : .dayNotPossible(token, "截止日", "cut-off day"))
      // Kept as said, so that nothing else complains of its absence.
      return setDay(31, token, payDay: payDay)
    }
    setDay(Int(whole.mantissa), token, payDay: payDay)
  }

  private mutating func setDay(_ day: Int, _ token: TermsToken, payDay: Bool) {
    let known = payDay ? draft.rule.payDay?.column : draft.rule.cutOff?.column ?? draft.rule.cycle?.column
    if let known {
      return findings.append(.saidTwice(token, payDay ? "付款日" : "截止日", payDay ? "pay day" : "cut-off day", first: known))
    }
    let placed = Placed(value: day, column: token.column)
    edit { if payDay { $0.rule.payDay = placed } else { $0.rule.cutOff = placed } }
  }

  private mutating func number(_ value: FixedPoint, _ unit: TermsToken.Unit, _ token: TermsToken) {
    // `25日截止`, `10号付款`.
    if [.none, .daysOrDay, .dayOfMonth].contains(unit), isDayWord(position), !dayFollows(position + 1) {
      let isPayDay = tokens[position].kind != .word(.cutOff)
      // `30日付款` may be the 30th or thirty days: the contract must say.
      if unit == .daysOrDay, tokens[position].kind == .word(.pay) { return findings.append(.numberAlone(token)) }
      position += 1
      openSettlement = nil
      return day(value, token, payDay: isPayDay)
    }
    switch unit {
    case .percent: share(value, token)
    case .none where awaitsShare: share(value, token)
    case .none, .dayOfMonth: findings.append(.numberAlone(token))
    case .days, .daysOrDay, .months, .years: period(value, unit, token)
    }
  }

  private mutating func share(_ value: FixedPoint, _ token: TermsToken) {
    let exact = value.trimmed
    guard exact.scale <= 4, let millionths = exact.rescaled(to: 4)?.mantissa, millionths > 0, millionths <= Instalment.whole else {
      hasBrokenShare = true
      if awaitsShare, openSettlement == nil { edit { $0.share = Placed(value: 0, column: token.column) } }
      awaitsShare = false
      return findings.append(.shareNotPossible(token))
    }
    guard awaitsShare else { return findings.append(.numberAlone(token)) }
    awaitsShare = false
    let placed = Placed(value: millionths, column: token.column)
    if let openSettlement { return edit { $0.settlements[openSettlement].share = placed } }
    edit { $0.share = placed }
  }

  private mutating func period(_ value: FixedPoint, _ unit: TermsToken.Unit, _ token: TermsToken) {
    awaitsShare = false
    let whole = value.trimmed
    let isMonths = unit == .months || unit == .years
    let factor: Int64 = unit == .years ? 12 : 1
    guard whole.scale == 0, whole.mantissa >= 0, whole.mantissa <= (isMonths ? 60 : 1830) / factor else {
      return findings.append(.periodNotPossible(token))
    }
    let count = Int(whole.mantissa * factor)
    if let openSettlement, draft.settlements[openSettlement].kind != nil, draft.settlements[openSettlement].tenor == nil {
      return tenor(isMonths ? BillTenor(months: count) : BillTenor(days: count), of: openSettlement, token)
    }
    let known = isMonths ? draft.rule.months : draft.rule.days
    if let known { return findings.append(.saidTwice(token, "账期", "period", first: known.column)) }
    let placed = Placed(value: count, column: token.column)
    edit { if isMonths { $0.rule.months = placed } else { $0.rule.days = placed } }
  }

  private mutating func tenor(_ tenor: BillTenor, of index: Int, _ token: TermsToken) {
    guard tenor.months > 0 || tenor.days > 0 else { return findings.append(.periodNotPossible(token)) }
    if tenor.isAboveSixMonths, draft.settlements[index].kind != .receivableVoucher { findings.append(.tenorLong(token)) }
    edit { $0.settlements[index].tenor = Placed(value: tenor, column: token.column) }
  }

  private mutating func ratio(_ parts: [Int], _ unit: TermsToken.Unit, _ token: TermsToken) {
    awaitsShare = false
    guard unit == .none else { return findings.append(.rangeGiven(token)) }
    let sum = parts.reduce(0) { $0.addingReportingOverflow($1).partialValue }
    guard parts.count == 4, sum == 10 || sum == 100, parts.allSatisfy({ (1...100).contains($0) }), drafts.isEmpty else {
      return findings.append(.ratioNotRead(token))
    }
    let roles: [(Instalment.Role, TermsAnchor?)] = [(.advance, nil), (.part, .shipment), (.part, .acceptance), (.retention, nil)]
    for (part, (role, anchor)) in zip(parts, roles) {
      begin(role, token, anchor: anchor)
      drafts[drafts.count - 1].share = Placed(value: Int64(part) * Instalment.whole / Int64(sum), column: token.column)
    }
    awaitsShare = false
  }
}
