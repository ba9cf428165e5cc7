// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Formulas
import Planning

/// Derives the whole plan from facts: members, inputs, baseline, pipeline, one full calculation.
enum BuildPlan {
  /// - Parameter baseline: nil when no run was recorded yet: the plan then has no statistical layer.
  /// - Throws: `CycleError.modelRefused` with the model's findings; `StoreError`.
  static func build(
    facts: FactLibrary, store: any WorkspaceStore, environment: WorkspaceEnvironment,
    baseline read: (Catalogue) throws -> BaselineForecast?
  ) throws -> PlanState {
    let catalogue = try ReadCatalogue.read { (kind) throws(StoreError) in try facts.table(kind) }
    let history = SalesHistory.read(orders: try facts.table(.salesOrderLines), catalogue: catalogue)
    let today = environment.today()
    let cutoff = PlanningDay.cutoff(history: history, today: today)
    let calendar = try calendar(cutoff: cutoff, today: PlanningDay.choose(today: today, cutoff: cutoff))
    let sources = SupplySource.read(try facts.table(.supplierItems), catalogue: catalogue)
    let members = try PlanMembers(
      catalogue: catalogue, mainSuppliers: sources.mapValues(\.supplier),
      costKinds: FillInputs.costKinds(try facts.table(.departments)), store: store, at: environment.now())
    let workingDays = WorkingDays.china
    var filling = try FillInputs(
      catalogue: catalogue, members: members, calendar: calendar, facts: facts, history: history, sources: sources,
      workingDays: workingDays)
    let sheet = try filling.fillAll()
    let engine = try engine(
      text: environment.modelText, members: members, calendar: calendar, bill: try filling.billLines(),
      workingDays: workingDays)
    try load(sheet, into: engine)
    let baseline = try read(catalogue)
    if let baseline { try load(baseline, members: members, into: engine) }
    let deals = Deal.read(deals: try facts.table(.deals), stages: try facts.table(.dealStages))
    let statistics = StageStatistics.learn(from: deals)
    let pipeline = pipeline(deals, statistics, catalogue: catalogue, calendar: calendar, members: members, engine: engine)
    try load(pipeline, members: members, into: engine)
    engine.calculate()
    let budgets = BudgetFigures(budgets: try facts.table(.budgets), catalogue: catalogue)
    return PlanState(
      cutoff: cutoff, calendar: calendar, catalogue: catalogue, members: members, history: history, deals: deals,
      statistics: statistics, pipeline: pipeline, baseline: baseline,
      pastForecasts: PastForecasts(forecasts: try facts.table(.salesForecasts), catalogue: catalogue),
      budgets: budgets, engine: engine,
      budgetEngine: try BuildBudget.build(budgets, calendar: calendar, members: members, engine: engine))
  }

  /// January of last year to December of next year.
  private static func calendar(cutoff: Month, today: Day) throws(PlanningError) -> PlanCalendar {
    try PlanCalendar(
      firstMonth: Month(year: today.year - 1, month: 1), lastMonth: Month(year: today.year + 1, month: 12),
      cutoff: cutoff)
  }

  private static func engine(
    text: String, members: PlanMembers, calendar: PlanCalendar, bill: [BillLine], workingDays: WorkingDays
  ) throws -> PlanEngine {
    let operators = ManufacturingOperators.all(
      bill: bill, isWorkingDay: { workingDays.isWorkday($0) }, isBankDay: { workingDays.isWorkday($0) })
    let model = PlanningModel.check(ModelText.parse(text), operators: operators.map(\.signature))
    guard model.isUsable else {
      let findings = model.findings.map { "\($0.place) \($0.code.text) \($0.subject): \($0.detail)" }.joined(separator: "\n")
      throw CycleError(
        .modelRefused, BilingualText("计划模型有错误", "the planning model has errors"),
        detail: BilingualText(findings, findings), hint: BilingualText("运行 tongpin plan check", "run tongpin plan check"))
    }
    return try PlanEngine(model: model, members: members.tables, calendar: calendar, operators: operators)
  }

  private static func load(_ sheet: InputSheet, into engine: PlanEngine) throws(PlanningError) {
    for row in sheet.rows {
      guard let index = engine.model.measure(named: row.measure) else { continue }
      let first: PlanPeriod? =
        switch engine.model.measures[index].axis {
        case .none: nil
        case .month: .month(engine.calendar.firstMonth)
        case .day: .day(engine.calendar.firstDay)
        }
      try engine.load(
        row.measure, members: row.members, firstPeriod: first, values: row.values, source: row.source.inputSource)
    }
  }

  private static func load(
    _ baseline: BaselineForecast, members: PlanMembers, into engine: PlanEngine
  ) throws(PlanningError) {
    for (place, series) in baseline.series.sorted(by: { $0.key < $1.key }) {
      guard let first = series.steps.first?.month else { continue }
      try engine.load(
        "baseline", members: [members.items[place.item], members.regions[place.region]], firstPeriod: .month(first),
        values: series.steps.map(\.mean), source: .forecast(run: baseline.run))
    }
  }

  static func pipeline(
    _ deals: [Deal], _ statistics: [StageStatistics], catalogue: Catalogue, calendar: PlanCalendar,
    members: PlanMembers, engine: PlanEngine
  ) -> PipelineLayer {
    let first = calendar.cutoff.adding(months: 1)
    guard first <= calendar.lastMonth else { return PipelineLayer(shares: [:], shifts: [:]) }
    let profile = (0...6).map { lag in
      ((try? engine.value("delivery_profile", at: ["DeliveryLag": Int64(lag)], period: nil)) ?? nil) ?? 0
    }
    return PipelineLayer.build(
      deals: deals, statistics: statistics, catalogue: catalogue, months: first...calendar.lastMonth,
      deliveryProfile: profile
    ) { item, region, month in
      let coordinate: Coordinate = ["Item": members.items[item], "Region": members.regions[region]]
      return (try? engine.value("price", at: coordinate, period: .month(month))) ?? nil
    }
  }

  private static func load(
    _ pipeline: PipelineLayer, members: PlanMembers, into engine: PlanEngine
  ) throws(PlanningError) {
    let empty = PipelineLayer(shares: [:], shifts: [:])
    for edit in pipeline.edits(since: empty, members: members) {
      guard case .month(let month)? = edit.period, let item = edit.coordinate["Item"],
        let region = edit.coordinate["Region"], let value = edit.value
      else { continue }
      try engine.load(
        edit.measure, members: [item, region], firstPeriod: .month(month), values: [value], source: edit.source)
    }
  }
}

extension FactKindName {
  var inputSource: InputSource {
    switch self {
    case .fact(let kind): .fact(kind: kind, key: "", batch: 0)
    case .rule(let words): .fact(kind: "rule", key: words, batch: 0)
    }
  }
}

extension PipelineLayer {
  /// The input cells that differ from another layer: pieces ordered, and the shift of what is shipped.
  func edits(since old: PipelineLayer, members: PlanMembers) -> [InputEdit] {
    func edit(_ measure: String, _ key: Key, _ value: Double) -> InputEdit {
      InputEdit(
        measure: measure, coordinate: ["Item": members.items[key.item], "Region": members.regions[key.region]],
        period: .month(key.month), value: value, source: source(key))
    }
    let ordered = Swift.Set(shares.keys).union(old.shares.keys).sorted().filter { shares[$0] != old.shares[$0] }
    let moved = Swift.Set(shifts.keys).union(old.shifts.keys).sorted().filter { shifts[$0] != old.shifts[$0] }
    return ordered.map { edit("pipeline", $0, pieces($0)) }
      + moved.map { edit("delivery_shift_units", $0, shifts[$0]?.pieces ?? 0) }
      + moved.map { edit("delivery_shift", $0, shifts[$0]?.amount ?? 0) }
  }

  func source(_ key: Key) -> InputSource {
    .fact(kind: "deals", key: (shares[key] ?? []).map(\.deal).joined(separator: ","), batch: 0)
  }
}
