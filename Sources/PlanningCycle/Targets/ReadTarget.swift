// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Commerce
import FinancialPlanning
import Planning

/// A target of one measure and year with everything it is seen beside.
struct TargetBook {
  let key: TargetLedger.Key
  let places: TargetPlaces
  let figures: TargetFigures
  /// nil while no target is set or imported.
  let grid: TargetGrid?
  let standing: TargetLedger.Standing?
  /// What quotas give until somebody sets the target; nil where there are none, or it is set.
  let imported: ImportedTargets?

  init(_ key: TargetLedger.Key, _ standing: TargetLedger.Standing?, _ workspace: Workspace, isWhole: Bool) throws {
    let plan = workspace.plan
    let sales = try workspace.salesByOwner()
    let since = plan.cutoff.adding(months: -23)
    let people = plan.catalogue.regions.indices.map { sales.owners(region: $0, since: since) }.enumerated().map { region, owners in
      // What nobody is named for shows where others are named.
      let own = sales.amounts(key.measure, region: region, owner: "").contains { $0.key >= since && $0.value > 0 }
      return owners.isEmpty || !own ? owners : owners + [TargetPlaces.nobody]
    }
    imported =
      standing == nil && key.measure == .revenue ? try workspace.importedTargets(year: key.year, sales: sales, people: people) : nil
    let cells = standing?.cells ?? imported?.cells
    let places = TargetPlaces(
      company: workspace.settings.name, catalogue: plan.catalogue, people: people, kept: cells.map { $0.keys.sorted() } ?? [])
    self.key = key
    self.places = places
    self.standing = standing
    figures = try TargetFigures(plan: plan, places: places, measure: key.measure, sales: sales, isWhole: isWhole)
    grid = cells.map { Self.grid($0, standing?.locks ?? [], places) }
  }

  private static func grid(_ amounts: [String: [Int64]], _ locked: [TargetLedger.Lock], _ places: TargetPlaces) -> TargetGrid {
    var cells = [Int64](repeating: 0, count: places.tree.count * 12)
    for (key, months) in amounts.sorted(by: { $0.key < $1.key }) {
      guard let leaf = places.leaf(key) else { continue }
      for month in 0..<12 { cells[leaf * 12 + month] += months[month] }
    }
    let locks = locked.compactMap { lock in places.position(lock.place).map { TargetBox($0, lock.span) } }
    return TargetGrid(places.tree, cells: cells, locks: Swift.Set(locks))
  }
}

extension Workspace {
  func salesByOwner() throws(StoreError) -> SalesByOwner {
    if let known = documentShelf.salesByOwner { return known }
    let sales = try SalesByOwner(facts: facts, catalogue: plan.catalogue)
    documentShelf.salesByOwner = sales
    return sales
  }

  /// nil where no quota counts in the year.
  func importedTargets(year: Int, sales: SalesByOwner, people: [[String]]) throws(StoreError) -> ImportedTargets? {
    let found = ImportedTargets(
      quotas: try facts.table(.quotas), employees: try facts.table(.employees), year: year, catalogue: plan.catalogue, sales: sales,
      people: people)
    return found.rows.isEmpty ? nil : found
  }

  /// The files that quotas came with, in the order of the rows.
  private func source(of imported: ImportedTargets) throws(StoreError) -> TargetView.Imported {
    let table = try facts.table(.quotas)
    var files: [String] = []
    var seen: Swift.Set<Int64> = []
    for row in imported.rows where seen.insert(table.batches[row]).inserted {
      let file = try store.origin(.quotas, batch: table.batches[row], line: table.lines[row])?.fileName ?? ""
      if !file.isEmpty, !files.contains(file) { files.append(file) }
    }
    return TargetView.Imported(rows: imported.rows.count, leftOut: imported.leftOut, files: files)
  }

  /// 目标: a target with the bottom-up plan, the gap and how far it has come.
  ///
  /// - Parameters:
  ///   - year: nil for that of the month after the last closed one.
  ///   - span: the period that is shown by place, as on the wire; nil for the year.
  ///   - place: the one that is shown by period, with what lies below it; empty for the company, and for somebody who is narrowed for all
  ///     places of theirs.
  /// - Throws: `CycleError.targetNotKnown` for a year, period or place that is not there; `AccessError` for a measure the person may not see.
  public func target(
    _ proof: Authorized<To.ViewPlan>, _ measure: TargetMeasure, year: Int? = nil, span: String? = nil, place: String = ""
  ) throws -> TargetView {
    if let permission = measure.permission { try Access.require(proof.person, permission) }
    let isEverything = proof.scope.isEverything
    let book = try targetBook(measure, year: year ?? plan.cutoff.adding(months: 1).year, isWhole: isEverything)
    guard let span = span.map({ TargetSpan(column: $0, year: book.key.year) }) ?? .year else {
      throw Self.targetNotKnown("期间 \(span ?? "")", "the period \(span ?? "")", "\(book.key.year), \(book.key.year)Q1, \(book.key.year)-01")
    }
    let rows = TargetRows(book, proof.person)
    guard let position = place.isEmpty ? rows.start : book.places.position(place) else {
      throw Self.targetNotKnown(
        "对象 \(place)", "the place \(place)", book.places.places.dropFirst().map(\.key).prefix(20).joined(separator: ", "))
    }
    guard rows.isSeen(position) else { throw Access.outside(proof.person, place.isEmpty ? measure.rawValue : place) }
    return TargetView(
      measure: measure, measures: targetMeasures(proof.person), year: book.key.year, years: targetYears,
      span: span.period(book.key.year).column,
      place: place, path: rows.path(position), cutoff: plan.cutoff,
      standing: book.standing.map {
        // The last change may be to another's place.
        TargetView.Standing(
          event: $0.event, by: isEverything ? name(of: $0.by) : BilingualText("", ""), at: $0.at, reason: isEverything ? $0.reason : "")
      },
      imported: isEverything ? try book.imported.map { try source(of: $0) } : nil,
      mayEdit: Access.allows(proof.person, .approve) && isEverything, hasLastYear: rows.lastYear != nil,
      places: place.isEmpty && !isEverything ? rows.own(span) : rows.places(below: position, span), periods: rows.periods(of: position))
  }

  func targetBook(_ measure: TargetMeasure, year: Int, isWhole: Bool = true) throws -> TargetBook {
    guard targetYears.contains(year) else {
      throw Self.targetNotKnown("\(year) 年", "the year \(year)", targetYears.map { "\($0)" }.joined(separator: ", "))
    }
    guard plan.engine.model.measure(named: measure.planMeasure) != nil else {
      throw Self.targetNotKnown(measure.label.chinese, measure.label.english, targetMeasures(nil).map(\.rawValue).joined(separator: ", "))
    }
    let key = TargetLedger.Key(measure: measure, year: year)
    return try TargetBook(key, targets[key], self, isWhole: isWhole)
  }

  /// Whole years of the plan.
  private var targetYears: [Int] {
    (plan.calendar.firstMonth.year...plan.calendar.lastMonth.year).filter { plan.calendar.indexes(of: .year($0), axis: .month).count == 12 }
  }

  /// Those the model in force has, and `person` may see.
  func targetMeasures(_ person: Person?) -> [TargetMeasure] {
    TargetMeasure.allCases.filter { measure in
      let isSeen = person.flatMap { person in measure.permission.map { Access.allows(person, $0) } } ?? true
      return isSeen && plan.engine.model.measure(named: measure.planMeasure) != nil
    }
  }

  static func targetNotKnown(_ chinese: String, _ english: String, _ known: String) -> CycleError {
    CycleError(
      .targetNotKnown, BilingualText("没有这个目标", "there is no such target"),
      detail: BilingualText("计划里没有\(chinese)", "the plan does not have \(english)"),
      hint: BilingualText("可用：\(known)", "known are \(known)"), parameters: ["known": known])
  }
}

/// The rows of a view.
struct TargetRows {
  private let book: TargetBook
  private let person: Person
  private let plan: [Int64]?
  let lastYear: [Int64]?
  private let submitted: [[Int64?]]
  /// Months of the year that are closed.
  private let closed: Int
  private var year: Int { book.key.year }
  private var tree: TargetTree { book.places.tree }

  init(_ book: TargetBook, _ person: Person) {
    self.book = book
    self.person = person
    plan = book.figures.year(book.key.year)
    lastYear = book.figures.year(book.key.year - 1)
    submitted = book.figures.submitted(book.key.year)
    closed = min(12, max(0, Month(year: book.key.year, month: 1).distance(to: book.figures.plan.cutoff) + 1))
  }

  /// Whether the place lies inside the person's scope; the company does for nobody who is narrowed.
  func isSeen(_ place: Int) -> Bool {
    let owner = book.places.places[place].owner.flatMap { $0.isEmpty ? nil : $0 }
    return person.scope.admits(row: book.figures.plan.catalogue.places(region: book.places.region(of: place), owner: owner))
  }

  /// The company; the first place somebody sees who does not see it.
  var start: Int? { book.places.places.indices.first { isSeen($0) } ?? 0 }

  /// The places of somebody who is narrowed, those of one region below it.
  func own(_ span: TargetSpan) -> [TargetView.Row] {
    book.places.places.indices.filter { isSeen($0) }.map { place in
      let isBelow = tree.parents[place].map { isSeen($0) } ?? false
      return row(TargetBox(place, span), level: isBelow ? 1 : 0, book.places.places[place].name)
    }
  }

  func path(_ place: Int) -> [(place: String, label: BilingualText)] {
    var path: [(place: String, label: BilingualText)] = []
    var at: Int? = place
    while let here = at, isSeen(here) {
      path.insert((book.places.places[here].key, book.places.places[here].name), at: 0)
      at = tree.parents[here]
    }
    return path
  }

  func places(below place: Int, _ span: TargetSpan) -> [TargetView.Row] {
    [row(TargetBox(place, span), level: 0, book.places.places[place].name)]
      + tree.children[place].flatMap { child in
        [row(TargetBox(child, span), level: 1, book.places.places[child].name)]
          + tree.children[child].map { row(TargetBox($0, span), level: 2, book.places.places[$0].name) }
      }
  }

  func periods(of place: Int) -> [TargetView.Row] {
    func row(_ span: TargetSpan, _ level: Int) -> TargetView.Row {
      self.row(TargetBox(place, span), level: level, span.period(year).label)
    }
    return [row(.year, 0)] + TargetSpan.year.parts.flatMap { quarter in [row(quarter, 1)] + quarter.parts.map { row($0, 2) } }
  }

  private func row(_ box: TargetBox, level: Int, _ label: BilingualText) -> TargetView.Row {
    let months = box.span.months
    let done = months.clamped(to: 0..<closed)
    func sum(_ cells: [Int64]?, _ months: Range<Int>) -> Int64? {
      cells.map { cells in tree.leaves[box.place].reduce(0) { sum, leaf in months.reduce(sum) { $0 + cells[leaf * 12 + $1] } } }
    }
    func target(_ months: Range<Int>) -> Int64? {
      book.grid.map { grid in months.reduce(0) { $0 + grid[TargetBox(box.place, .month($1 + 1))] } }
    }
    let actual = done.isEmpty ? nil : sum(plan, done)
    return TargetView.Row(
      place: book.places.places[box.place].key, span: box.span.period(year).column, label: label, level: level,
      hasParts: !tree.children[box.place].isEmpty, isLocked: book.grid?.locks.contains(box) ?? false,
      mayEdit: book.mayEdit(box, person), target: book.grid?[box], plan: sum(plan, months), lastYear: sum(lastYear, months),
      submitted: handedIn(box, months), actual: actual, targetToDate: done.isEmpty ? nil : target(done),
      closedMonths: done.count, openMonths: months.count - done.count, pace: pace(box.place))
  }

  /// nil where a month to come was not handed in.
  private func handedIn(_ box: TargetBox, _ months: Range<Int>) -> Int64? {
    let open = months.filter { $0 >= closed }
    guard !open.isEmpty, open.allSatisfy({ submitted[box.place][$0] != nil }) else { return nil }
    return months.reduce(0) { sum, month in
      sum
        + (month < closed ? book.figures.ordered(box.place, Month(year: year, month: month + 1)) : submitted[box.place][month] ?? 0)
    }
  }

  private func pace(_ place: Int) -> Int64? {
    let months = (0..<3).map { book.figures.plan.cutoff.adding(months: -$0) }
    let values = months.compactMap { book.figures.value(place, $0) }
    return values.count == 3 ? Int64((Double(values.reduce(0, +)) / 3).rounded()) : nil
  }
}
