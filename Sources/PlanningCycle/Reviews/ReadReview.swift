// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Commerce
import FinancialPlanning
import Journal

extension Workspace {
  /// How many months after a review the factors of its actions are followed.
  static let followedMonths = 6

  /// The last twelve closed months and those somebody reviewed, the newest first.
  public func reviews(_ proof: Authorized<To.ViewPlan>) throws -> ReviewList {
    let regions = plan.sight(of: proof.person).regionPositions(in: plan)
    let figures = AlignmentFigures(plan: plan, inclusive: false, regions: regions)
    let recent = (0..<12).map { plan.cutoff.adding(months: -$0) }.filter { plan.history.index(of: $0) != nil }
    let months = Swift.Set(recent + reviewLedger.months.filter { $0 <= plan.cutoff }).sorted().reversed()
    let rows = months.map { month in
      let standing = reviewLedger[month]
      let actions = standing.sheet.actions.filter { isSeen($0.subject, $0.owner, proof.person) }
      let open = actions.filter { standing.marks[$0.number]?.isDone != true }
      let made = plan.pastForecasts.newest(.salesForecast, month: month, madeBefore: month.firstDay).filter { $0.lies(in: regions) }
      return ReviewList.Row(
        month: month, state: standing.state, actual: figures.value("actual", months: [month]),
        budget: figures.value("budget", months: [month]),
        forecast: made.isEmpty ? nil : made.reduce(0) { $0 + ($1.amount(inclusive: false) ?? 0) },
        lastYear: figures.value("lastYear", months: [month]), actions: actions.count, openActions: open.count,
        overdueActions: open.count { $0.due < planningDay })
    }
    return ReviewList(today: planningDay, rows: Array(rows))
  }

  /// 复盘 of a closed month, for what the person may see: somebody who is narrowed sees their own regions, and what is said of them.
  ///
  /// - Parameter month: nil for the last closed one.
  /// - Throws: `CycleError.reviewNotPossible` for a month that is not closed or has no orders; `StoreError`.
  public func review(_ proof: Authorized<To.ViewPlan>, month: Month? = nil) throws -> ReviewView {
    let month = month ?? plan.cutoff
    let standing = reviewLedger[month]
    let person = proof.person
    let showsMargin = Access.allows(person, .viewCost)
    let whole = try reviewFigures(month, of: nil)
    let mine: (ReviewFigures) -> ReviewFigures = { [plan] in $0.seen(by: person, in: plan, showsMargin: showsMargin) }
    let figures = try standing.closing?.figures ?? (person.scope.isEverything ? whole : reviewFigures(month, of: person))
    let people = try store.people().compactMap(\.person)
    let content = Self.content(standing.closing?.digest ?? whole.digest, standing.sheet)
    return ReviewView(
      month: month, today: planningDay, company: settings.name, state: standing.state, figures: mine(figures),
      digest: standing.closing?.digest ?? whole.digest, content: content, isFrozen: standing.closing != nil,
      hasMovedSince: standing.closing.map { $0.digest != whole.digest } ?? false,
      closedBy: standing.closing.map { name(of: $0.by) }, closedAt: standing.closing?.at, seen: standing.event,
      sheet: seen(standing.sheet, by: person), signatures: signatures(standing, content, person),
      actions: try actions(standing, month, person), people: person.scope.isEverything ? people.filter(\.isActive).map(Self.candidate) : [],
      showsMargin: showsMargin, mayEdit: Access.allows(person, .approve))
  }

  /// The figures of a closed month as they stand now.
  ///
  /// - Parameter person: whose regions count; nil for the company.
  func reviewFigures(_ month: Month, of person: Person?) throws -> ReviewFigures {
    guard month <= plan.cutoff, plan.history.index(of: month) != nil else {
      let first = plan.history.months?.lowerBound.description ?? "–"
      throw CycleError(
        .reviewNotPossible, BilingualText("\(month) 还不能复盘", "\(month) cannot be reviewed"),
        detail: BilingualText(
          "只有已关账且有订单的月份可以复盘：\(first) – \(plan.cutoff)", "only closed months with orders can be: \(first) to \(plan.cutoff)"),
        hint: BilingualText("选这段时间里的月份", "choose a month among them"), parameters: ["month": "\(month)"])
    }
    let regions = person.flatMap { plan.sight(of: $0).regionPositions(in: plan) }
    let (lines, lives) = try salesLines()
    return MeasureReview(plan: plan, lines: lines, lives: lives, calendar: .china, regions: regions).figures(of: month)
  }

  func salesLines() throws(StoreError) -> (SalesLines, CustomerLives) {
    if let known = documentShelf.salesLines { return known }
    let lines = SalesLines(orders: try facts.table(.salesOrderLines), catalogue: plan.catalogue)
    let read = (lines, CustomerLives(customers: try facts.table(.customers), lines: lines))
    documentShelf.salesLines = read
    return read
  }

  /// What is signed: the figures and every word of the sheet.
  static func content(_ figures: Digest, _ sheet: ReviewSheet) -> Digest {
    var encoder = CanonicalEncoder()
    guard (try? encoder.put(.map(["figures": .digest(figures), "sheet": sheet.canonical]))) != nil else {
      preconditionFailure("a sheet was refused before it grew that long")
    }
    return .sha256(encoder.bytes)
  }

  /// Whether somebody sees what is said of a factor: their own region's, and what they are to do.
  private func isSeen(_ subject: ReviewSubject, _ owner: String?, _ person: Person) -> Bool {
    person.scope.isEverything || owner == person.login
      || (plan.sight(of: person).regionPositions(in: plan) ?? []).contains { subject.area == "region:" + plan.catalogue.regions[$0].code }
  }

  private func seen(_ sheet: ReviewSheet, by person: Person) -> ReviewSheet {
    guard !person.scope.isEverything else { return sheet }
    return ReviewSheet(
      participants: sheet.participants, summary: "", causes: sheet.causes.filter { isSeen($0.subject, nil, person) },
      actions: sheet.actions.filter { isSeen($0.subject, $0.owner, person) })
  }

  private func signatures(_ standing: ReviewLedger.Standing, _ content: Digest, _ person: Person) -> [ReviewView.Signature] {
    ReviewSide.allCases.map { side in
      let login = standing.sheet.participants[side]
      let signed = standing.signatures[side].flatMap { $0.by.login == login ? $0 : nil }
      return ReviewView.Signature(
        side: side, login: login, name: login.map { name(ofLogin: $0) }, at: signed?.at, isValid: signed?.content == content,
        isMine: login == person.login && person.scope.isEverything)
    }
  }

  private func actions(_ standing: ReviewLedger.Standing, _ month: Month, _ person: Person) throws -> [ReviewView.Action] {
    var known: [Month: ReviewFigures] = [:]
    if let closing = standing.closing { known[month] = closing.figures }
    func effect(_ subject: ReviewSubject, _ month: Month) throws -> ReviewView.Effect? {
      guard month <= plan.cutoff else { return nil }
      let figures = try known[month] ?? reviewFigures(month, of: nil)
      known[month] = figures
      guard let area = figures[subject.base]?[subject.area] else { return nil }
      return ReviewView.Effect(month: month, amount: area.split[subject.factor], base: area.base)
    }
    return try standing.sheet.actions.filter { isSeen($0.subject, $0.owner, person) }.map { action in
      let mark = standing.marks[action.number]
      let measured = action.measured(after: month)
      // Somebody who is narrowed sees figures of their own regions alone.
      let isOwn = isSeen(action.subject, nil, person)
      let last = min(plan.cutoff, month.adding(months: Self.followedMonths))
      let since =
        isOwn && month < last ? try (1...month.distance(to: last)).compactMap { try effect(action.subject, month.adding(months: $0)) } : []
      return ReviewView.Action(
        action: action, owner: name(ofLogin: action.owner), isDone: mark?.isDone ?? false, words: mark?.words ?? "",
        isOverdue: mark?.isDone != true && action.due < planningDay, measuredIn: measured,
        before: isOwn ? try effect(action.subject, month) : nil, after: isOwn ? try effect(action.subject, measured) : nil, since: since,
        mayMark: action.owner == person.login || Access.allows(person, .approve))
    }
  }

  private static func candidate(_ person: Person) -> ReviewView.Person {
    ReviewView.Person(
      login: person.login, name: BilingualText(person.name, person.englishName), role: person.role.label,
      sides: ReviewSide.allCases.filter { $0.admits(person) })
  }

  func name(ofLogin login: String) -> BilingualText { (try? store.person(login: login))??.name ?? BilingualText(name: login) }
}

extension ReviewSide {
  /// Sales and finance speak for themselves; the third party is neither. Whoever is narrowed to some rows sees too little to sign.
  func admits(_ person: Person) -> Bool {
    guard person.isActive, person.scope.isEverything else { return false }
    let side: ReviewSide
    switch person.role {
    case .salesDirector, .regionalManager, .salesperson: side = .sales
    case .financeDirector, .treasurer: side = .finance
    case .generalManager, .purchasingManager, .departmentHead, .administrator: side = .third
    // Whoever audits a review does not sign it.
    case .auditor: return false
    }
    return side == self
  }
}

extension ReviewLedger.Standing {
  var state: ReviewState { closing != nil ? .closed : event > 0 ? .draft : .none }
}

extension ReviewFigures {
  /// What one person sees of figures: without margins where they may not know costs; of somebody who is narrowed, their regions and the sum of those.
  fileprivate func seen(by person: Person, in plan: PlanState, showsMargin: Bool) -> ReviewFigures {
    let own = plan.sight(of: person).regionPositions(in: plan).map { Swift.Set($0.map { plan.catalogue.regions[$0].code }) }
    return ReviewFigures(month: month, comparisons: comparisons.map { $0.seen(own, showsMargin) })
  }
}

extension ReviewFigures.Comparison {
  fileprivate func seen(_ regions: Swift.Set<String>?, _ showsMargin: Bool) -> ReviewFigures.Comparison {
    var areas = areas
    if let regions {
      let own = areas.filter { area in regions.contains { area.key == "region:" + $0 } }
      var (base, actual, split) = (Int64(0), Int64(0), VarianceSplit())
      for area in own { (base, actual, split) = (base + area.base, actual + area.actual, split.adding(area.split)) }
      let total = ReviewFigures.Area(
        key: "company", label: BilingualText("我的地区", "My regions"), base: base, actual: actual, split: split, margin: nil)
      areas = [total] + own
    }
    if !showsMargin || regions != nil { areas = areas.map(\.withoutMargin) }
    return ReviewFigures.Comparison(
      base: self.base, madeOn: madeOn, areas: areas, evidence: evidence.filter { regions?.contains($0.region) ?? true }, workdays: workdays,
      festivalWeights: festivalWeights)
  }
}

extension ReviewFigures.Area {
  fileprivate var withoutMargin: ReviewFigures.Area {
    ReviewFigures.Area(key: key, label: label, base: base, actual: actual, split: split, margin: nil)
  }
}

extension VarianceSplit {
  fileprivate func adding(_ other: VarianceSplit) -> VarianceSplit {
    var sum = self
    sum += other
    return sum
  }
}
