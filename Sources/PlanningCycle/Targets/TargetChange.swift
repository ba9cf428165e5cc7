// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
public import FinancialPlanning
import Planning
import Quantities

/// How a target is split below the figure that is set.
public enum TargetBasis: String, Sendable, CaseIterable {
  /// As it is split now.
  case present
  /// 去年的形状
  case lastYear = "last-year"
  /// 预测的形状: what came and the agreed forecast.
  case forecast
  case even
}

/// A figure of a target as somebody wants it.
public struct TargetChange: Sendable {
  public let measure: TargetMeasure
  public let year: Int
  /// `EAST/YG-0201`; empty for the company.
  public let place: String
  /// `2027`, `2027Q1`, `2027-03`
  public let span: String
  /// As typed, 元.
  public let amount: String
  public let basis: TargetBasis
  public let sums: TargetSums
  /// Weights of the direct parts along one axis, as typed, in their order; nil: by the basis.
  public let shares: (axis: TargetGrid.Axis, weights: [String])?
  /// The event that set what the person saw; nil when it does not matter.
  public let seen: Int64?

  public init(
    measure: TargetMeasure, year: Int, place: String, span: String, amount: String, basis: TargetBasis, sums: TargetSums,
    shares: (axis: TargetGrid.Axis, weights: [String])? = nil, seen: Int64? = nil
  ) {
    self.measure = measure
    self.year = year
    self.place = place
    self.span = span
    self.amount = amount
    self.basis = basis
    self.sums = sums
    self.shares = shares
    self.seen = seen
  }
}

extension TargetBook {
  /// A figure that was named, or every reason why it cannot be found.
  func box(place: String, span: String) throws(CycleError) -> TargetBox {
    let position = places.position(place)
    let found = TargetSpan(column: span, year: key.year)
    guard let position, let found else {
      var reasons: [BilingualText] = []
      if position == nil { reasons.append(BilingualText("没有对象 \(place)", "there is no place \(place)")) }
      if found == nil { reasons.append(BilingualText("\(key.year) 年里没有期间 \(span)", "\(key.year) has no period \(span)")) }
      throw CycleError(
        .targetNotKnown, BilingualText("没有这个目标", "there is no such target"), detail: BilingualText.joined(reasons),
        hint: BilingualText("从目标页上选一格", "choose a figure of the targets' screen"), parameters: ["place": place, "span": span])
    }
    return TargetBox(position, found)
  }

  func shape(_ basis: TargetBasis) throws(CycleError) -> TargetShape {
    let cells: [Int64]?
    switch basis {
    case .even: return .even
    case .present: cells = grid.map { grid in (0..<places.tree.count).flatMap { grid.months(ofLeaf: $0) } }
    case .lastYear: cells = figures.year(key.year - 1)
    case .forecast: cells = figures.year(key.year)
    }
    if let cells { return .weights(cells.map { Double(max(0, $0)) }) }
    guard basis == .lastYear else { return .even }
    throw CycleError(
      .targetRefused, BilingualText("没有去年的数可以参照", "there is no last year to go by"),
      detail: BilingualText("计划里没有 \(key.year - 1) 年的十二个月", "the plan does not hold the twelve months of \(key.year - 1)"),
      hint: BilingualText("按预测或平均分", "split by the forecast, or evenly"))
  }

  /// Whoever approves sets everything; a regional manager divides the own region's among its people and months.
  func mayEdit(_ box: TargetBox, _ person: Person) -> Bool {
    if Access.allows(person, .approve), person.scope.isEverything { return true }
    guard Access.allows(person, .editForecast), grid != nil, let region = places.region(of: box.place) else { return false }
    let owner = places.places[box.place].owner.flatMap { $0.isEmpty ? nil : $0 }
    return person.scope.admits(row: figures.plan.catalogue.places(region: region, owner: owner))
      && !(places.places[box.place].owner == nil && box.span == .year)
  }

  /// Asked before the target is split: a figure that stays as it is needs the right as well.
  ///
  /// - Throws: `AccessError` for a figure outside the person's scope.
  func authorise(_ person: Person, at box: TargetBox) throws(AccessError) {
    if Access.allows(person, .approve), person.scope.isEverything { return }
    let proof = try Access.authorize(person, to: To.EditForecast.self)
    try proof.require(row: figures.plan.catalogue.places(region: places.region(of: box.place)))
  }

  /// - Throws: `AccessError`; `CycleError.targetRefused` when a region's year would move under the hands of somebody who may only divide it.
  func authorise(_ person: Person, _ changed: TargetGrid) throws {
    if Access.allows(person, .approve), person.scope.isEverything { return }
    let proof = try Access.authorize(person, to: To.EditForecast.self)
    let before = grid ?? TargetGrid(places.tree)
    let touched = places.tree.children[0].filter { region in
      places.tree.leaves[region].contains { before.months(ofLeaf: $0) != changed.months(ofLeaf: $0) }
    }
    for region in touched { try proof.require(row: figures.plan.catalogue.places(region: places.places[region].key)) }
    for region in touched {
      let year = TargetBox(region, .year)
      guard before[year] != changed[year] else { continue }
      throw CycleError(
        .targetRefused, BilingualText("地区全年的目标由管理层定", "a region's year is set by the management"),
        detail: BilingualText(
          "\(places.places[region].name.chinese)全年会从 \(amountWords(before[year])) 变成 \(amountWords(changed[year]))",
          "the year of \(places.places[region].name.english) would go from \(amountWords(before[year])) to \(amountWords(changed[year]))"),
        hint: BilingualText(
          "选“其他人补齐”或“其他月份补齐”，让地区合计不变", "let the other people or the other months take it up, so that the region's sum stays"))
    }
  }

  /// A refusal of the split in words.
  func words(_ refusal: TargetRefusal, _ box: TargetBox) -> CycleError {
    let title = BilingualText("目标不能这样定", "the target cannot be set so")
    func refused(_ detail: BilingualText, _ hint: BilingualText) -> CycleError {
      CycleError(.targetRefused, title, detail: detail, hint: hint)
    }
    let unlock = BilingualText("先解锁，或换一格", "unlock it first, or choose another figure")
    switch refusal {
    case .outOfRange:
      return refused(
        BilingualText("目标在 0 到一百万亿之间", "a target lies between 0 and a hundred trillion"), BilingualText("看看单位", "look at the unit"))
    case .locked: return refused(BilingualText("\(name(box).chinese)已锁定", "\(name(box).english) is locked"), unlock)
    case .allLocked(let sum):
      return refused(
        BilingualText("里面全锁定了，合计 \(amountWords(sum))", "all of it is locked and makes \(amountWords(sum))"), unlock)
    case .belowLocked(let part, let least):
      return refused(
        BilingualText(
          "\(name(part).chinese)里锁定的已有 \(amountWords(least))", "what is locked in \(name(part).english) makes \(amountWords(least))"),
        BilingualText("不能低于它；或先解锁", "it cannot be less than that, or unlock it first"))
    case .movesLocked(let lock):
      return refused(
        BilingualText("\(name(lock).chinese)已锁定，它的合计会变", "\(name(lock).english) is locked, and its sum would move"),
        BilingualText("让其他部分补齐，或先解锁", "let the other parts take it up, or unlock it first"))
    case .nobodyElse:
      return refused(
        BilingualText("没有别的部分可以补齐差额", "there is no other part to take up the difference"), BilingualText("让合计随之变动", "let the sums follow"))
    case .othersTooSmall(let sum):
      return refused(
        BilingualText("其他部分一共只有 \(amountWords(sum))", "the other parts have only \(amountWords(sum))"),
        BilingualText("让合计随之变动，或少定一些", "let the sums follow, or set less"))
    case .sharesMissing(let count):
      return refused(
        BilingualText("需要 \(count) 个权重，都不小于 0，至少一个大于 0", "\(count) weights are needed, none below 0 and one above"),
        BilingualText("每一部分写一个", "write one for each part"))
    }
  }

  func name(_ box: TargetBox) -> BilingualText {
    let (place, period) = (places.places[box.place].name, box.span.period(key.year).label)
    return BilingualText("\(place.chinese) \(period.chinese)", "\(place.english) \(period.english)")
  }

  func amountWords(_ minorUnits: Int64) -> String { MoneyFormat(zeroIsDash: false).text(FixedPoint(mantissa: minorUnits, scale: 2)) }
}

extension BilingualText {
  /// Several reasons in one sentence of each language.
  static func joined(_ reasons: [BilingualText]) -> BilingualText {
    BilingualText(reasons.map(\.chinese).joined(separator: "；"), reasons.map(\.english).joined(separator: "; "))
  }
}
