// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Journal
import Quantities

extension Workspace {
  /// Plans to move money between two accounts of the company. The plan's balance stays; what stands on each account moves.
  ///
  /// - Parameter amount: as typed, 元 or with 万.
  /// - Throws: `AccessError` without the right to write cash; `CycleError.transferRefused` with every reason why it cannot be.
  public func planTransfer(
    _ proof: Authorized<To.ViewCash>, from: String, to: String, on day: Day, amount typed: String, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    try Access.require(proof.person, .editCash)
    let book = try cashBook(proof, scenario: nil)
    let amount = try? ChineseNumber.parseAmount(typed, currency: Currency(code: settings.currency) ?? .cny).minorUnits
    let reasons = refusals(from: from, to: to, on: day, amount: amount, typed: typed, in: book)
    guard reasons.isEmpty, let amount else {
      throw CycleError(
        .transferRefused, BilingualText("不能这样调拨", "the money cannot be moved so"), detail: BilingualText.joined(reasons),
        hint: BilingualText("改正后再提交", "correct it and try again"), parameters: ["from": from, "to": to])
    }
    let names = (book.accountName(from), book.accountName(to))
    let yuan = Amount(minorUnits: amount, currency: .cny).decimalText
    let label = BilingualText(
      "\(day) 从\(names.0.chinese)调拨 \(yuan) 元到\(names.1.chinese)", "\(yuan) moved from \(names.0.english) to \(names.1.english) on \(day)")
    return try recordDecision(
      TransferLedger.planned, ["from": .text(from), "to": .text(to), "day": .day(day), "amount": .integer(amount)], label, context)
  }

  /// Takes a planned transfer back, whoever planned it.
  ///
  /// - Throws: `AccessError`; `CycleError.transferNotKnown`.
  public func cancelTransfer(_ proof: Authorized<To.ViewCash>, _ transfer: Int64, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    try Access.require(proof.person, .editCash)
    guard let known = transfers[transfer] else {
      throw CycleError(
        .transferNotKnown, BilingualText("没有这笔调拨", "there is no such transfer"),
        detail: BilingualText("\(transfer) 不在计划的调拨里，或已取消", "\(transfer) is not planned, or was cancelled"),
        hint: BilingualText("刷新后再选", "look again and choose"), parameters: ["transfer": "\(transfer)"])
    }
    let label = BilingualText("取消 \(known.day) 的调拨", "transfer of \(known.day) cancelled")
    return try recordDecision(TransferLedger.cancelled, ["transfer": .integer(transfer)], label, context)
  }

  /// Takes back what one planned or cancelled, or does it again.
  func reverseTransfer(_ event: Event, mark: String, words: BilingualText, context: CommandContext) throws -> CommandOutcome {
    try Access.require(context.person, .editCash)
    let kind = mark == "undoes" ? TransferLedger.reverted : TransferLedger.restored
    return try recordReversal(of: event, as: kind, mark: mark, words: words, context: context)
  }

  private func refusals(
    from: String, to: String, on day: Day, amount: Int64?, typed: String, in book: CashBook
  ) -> [BilingualText] {
    var reasons: [BilingualText] = []
    for code in from == to ? [from] : [from, to] {
      guard let account = book.facts.accounts.first(where: { $0.code == code }) else {
        reasons.append(BilingualText("没有账户 \(code)", "there is no account \(code)"))
        continue
      }
      if account.isRestricted { reasons.append(BilingualText("\(account.name.chinese)是受限账户", "\(account.name.english) is blocked")) }
    }
    if from == to { reasons.append(BilingualText("转出与转入是同一个账户", "both accounts are the same")) }
    if day < book.today { reasons.append(BilingualText("\(day) 已经过去", "\(day) is past")) }
    let place = book.days.first.distance(to: day)
    if place >= book.days.count {
      reasons.append(BilingualText("\(day) 不在计划的天数里", "the plan has no day \(day)"))
    } else if !book.bankDays.isWorkday(day) {
      let next = book.bankDays.nextWorkday(onOrAfter: day)
      reasons.append(BilingualText("\(day) 不是银行工作日，下一个是 \(next)", "\(day) is no bank day; the next is \(next)"))
    }
    if let amount, amount <= 0 {
      reasons.append(BilingualText("金额要大于零", "the amount is above zero"))
    } else if amount == nil {
      reasons.append(BilingualText("看不懂金额“\(typed)”，最多两位小数", "the amount “\(typed)” cannot be read; at most two decimals"))
    }
    return reasons
  }
}
