// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import FinancialPlanning
import Journal
import Planning
import Quantities

extension Workspace {
  /// Sets one figure of an annual target and splits it again below; what is locked stays. The whole target after it is one event.
  ///
  /// - Throws: `CycleError.targetNotKnown`, `targetRefused` with the reason, `targetChanged` when it is not the one that was seen; `AccessError`.
  public func setTarget(_ proof: Authorized<To.ViewPlan>, _ change: TargetChange, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let book = try targetBook(change.measure, change.year, seen: change.seen, for: proof.person)
    let box = try book.box(place: change.place, span: change.span)
    try book.authorise(proof.person, at: box)
    let (amount, shares) = try typed(change)
    let shape = try book.shape(change.basis)
    let changed: TargetGrid
    do throws(TargetRefusal) {
      changed = try (book.grid ?? TargetGrid(book.places.tree)).setting(box, to: amount, shape, shares: shares, sums: change.sums)
    } catch { throw book.words(error, box) }
    try book.authorise(proof.person, changed)
    let name = book.name(box)
    let words = BilingualText(
      "\(change.measure.label.chinese)目标：\(name.chinese) \(book.amountWords(amount))",
      "\(change.measure.label.english) target: \(name.english) \(book.amountWords(amount))")
    var payload = Self.payload(book, changed)
    payload["place"] = .text(change.place)
    payload["span"] = .text(change.span)
    payload["amount"] = .integer(amount)
    payload["basis"] = .text(change.basis.rawValue)
    payload["sums"] = .text(change.sums.rawValue)
    return try recordDecision(TargetLedger.set, payload, words, context)
  }

  /// Locks a figure, so that it stays when others are split again, or unlocks it.
  ///
  /// - Throws: as `setTarget`.
  public func lockTarget(
    _ proof: Authorized<To.ViewPlan>, _ measure: TargetMeasure, year: Int, place: String, span: String, isLocked: Bool, seen: Int64? = nil,
    context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let book = try targetBook(measure, year, seen: seen, for: proof.person)
    let box = try book.box(place: place, span: span)
    guard var grid = book.grid else {
      throw CycleError(
        .targetRefused, BilingualText("还没有目标可锁", "there is no target to lock yet"), hint: BilingualText("先定目标", "set the target first"))
    }
    if !book.mayEdit(box, proof.person) {
      try Access.require(proof.person, .approve)
      try proof.requireEverything()
    }
    isLocked ? grid.lock(box) : grid.unlock(box)
    let name = book.name(box)
    let words =
      isLocked
      ? BilingualText("锁定目标：\(name.chinese)", "target locked: \(name.english)")
      : BilingualText("解锁目标：\(name.chinese)", "target unlocked: \(name.english)")
    return try recordDecision(TargetLedger.locked, Self.payload(book, grid), words, context)
  }

  /// Takes back what one set or locked, or does it again; not over what somebody set since.
  func reverseTarget(_ event: Event, mark: String, words: BilingualText, context: CommandContext) throws -> CommandOutcome {
    guard let key = TargetLedger.key(event.payload) else {
      throw CycleError(.nothingToUndo, BilingualText("没有可撤销的操作", "there is nothing to undo"))
    }
    if !Access.allows(context.person, .approve) { try Access.require(context.person, .editForecast) }
    let standing = targets[key]
    let isFree = mark == "undoes" ? standing?.event == event.sequence : (standing?.event ?? 0) < event.sequence
    guard isFree else { throw targetChanged(key.measure, key.year) }
    let kind = mark == "undoes" ? TargetLedger.reverted : TargetLedger.restored
    return try recordReversal(of: event, as: kind, mark: mark, words: words, context: context)
  }

  private func targetBook(_ measure: TargetMeasure, _ year: Int, seen: Int64?, for person: Person) throws -> TargetBook {
    if let permission = measure.permission { try Access.require(person, permission) }
    let book = try targetBook(measure, year: year)
    if let seen, seen != book.standing?.event ?? 0 { throw targetChanged(measure, year) }
    return book
  }

  /// Amount and weights as typed, or every one that cannot be read.
  private func typed(_ change: TargetChange) throws(CycleError) -> (amount: Int64, shares: (axis: TargetGrid.Axis, weights: [Int64])?) {
    var reasons: [BilingualText] = []
    let currency = Currency(code: settings.currency) ?? .cny
    let amount = try? ChineseNumber.parseAmount(change.amount, currency: currency).minorUnits
    if amount == nil {
      reasons.append(BilingualText("看不懂金额“\(change.amount)”，最多两位小数", "the amount “\(change.amount)” cannot be read; at most two decimals"))
    }
    let weights = change.shares?.weights.map { text -> Int64? in
      let weight = (try? ChineseNumber.parse(text))?.rescaled(to: 4)?.mantissa
      if weight == nil { reasons.append(BilingualText("看不懂权重“\(text)”", "the weight “\(text)” cannot be read")) }
      return weight
    }
    guard let amount, reasons.isEmpty else {
      throw CycleError(
        .targetRefused, BilingualText("目标不能这样定", "the target cannot be set so"), detail: BilingualText.joined(reasons),
        hint: BilingualText("改正后再提交", "correct it and try again"))
    }
    return (amount, change.shares.map { ($0.axis, weights?.compactMap { $0 } ?? []) })
  }

  private static func payload(_ book: TargetBook, _ grid: TargetGrid) -> [String: CanonicalValue] {
    var cells: [String: CanonicalValue] = [:]
    for leaf in book.places.tree.leaves[0] {
      cells[book.places.places[leaf].key] = .list(grid.months(ofLeaf: leaf).map { .integer($0) })
    }
    let locks = grid.locks.map { (place: book.places.places[$0.place].key, span: $0.span.period(book.key.year).column) }
      .sorted { ($0.place, $0.span) < ($1.place, $1.span) }
    return [
      "measure": .text(book.key.measure.rawValue), "year": .integer(Int64(book.key.year)), "cells": .map(cells),
      "locks": .list(locks.map { .map(["place": .text($0.place), "span": .text($0.span)]) }),
    ]
  }

  private func targetChanged(_ measure: TargetMeasure, _ year: Int) -> CycleError {
    let standing = targets[TargetLedger.Key(measure: measure, year: year)]
    let by = standing.map { name(of: $0.by) } ?? BilingualText("", "")
    let at = standing?.at.minuteText ?? ""
    return CycleError(
      .targetChanged, BilingualText("目标已被改过", "the target was changed meanwhile"),
      detail: BilingualText(
        "\(by.chinese) 在 \(at) 改了 \(year) 年\(measure.label.chinese)目标",
        "\(by.english) changed the \(measure.label.english.lowercased()) target of \(year) at \(at)"),
      hint: BilingualText("看过新的数再改", "look at the new figures and try again"),
      parameters: ["by": standing?.by.login ?? "", "at": standing?.at.stampText ?? ""])
  }
}
