// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Formulas
import Planning

/// Derives the whole plan from facts: members, inputs, baseline, pipeline, one full calculation of the model in force.
enum BuildPlan {
  /// Everything that is read from facts, before any model is calculated on it.
  ///
  /// - Parameters:
  ///   - members: gives members their numbers.
  ///   - day: the civil day it is read on; nil for today.
  ///   - baseline: nil when there is none: the plan then has no statistical layer.
  static func sources(
    facts: FactLibrary, store: any WorkspaceStore, members numbers: any MemberStore, environment: WorkspaceEnvironment, on day: Day? = nil,
    baseline read: (BaselineGround) throws -> BaselineForecast?
  ) throws -> PlanSources {
    let catalogue = try ReadCatalogue.read { (kind) throws(StoreError) in try facts.table(kind) }
    let history = SalesHistory.read(orders: try facts.table(.salesOrderLines), catalogue: catalogue)
    let today = day ?? environment.today()
    let cutoff = PlanningDay.cutoff(history: history, today: today)
    let calendar = try calendar(cutoff: cutoff, today: PlanningDay.choose(today: today, cutoff: cutoff))
    let sources = SupplySource.read(try facts.table(.supplierItems), catalogue: catalogue)
    let agreements = try SupplyAgreement.read(facts, catalogue: catalogue, sources: sources, upTo: cutoff)
    let members = try PlanMembers(
      catalogue: catalogue, mainSuppliers: sources.mapValues(\.supplier), agreements: agreements,
      costKinds: FillInputs.costKinds(try facts.table(.departments)), store: numbers, at: environment.now())
    let workingDays = WorkingDays.china
    var filling = try FillInputs(
      catalogue: catalogue, members: members, calendar: calendar, facts: facts, history: history, sources: sources,
      workingDays: workingDays, agreements: agreements)
    let sheet = try filling.fillAll()
    let successions = Successions(catalogue)
    let market = MarketDrivers.read(try facts.table(.drivers), catalogue)
    let ground = BaselineGround(catalogue: catalogue, history: history, market: market, cutoff: cutoff, calendar: calendar)
    let deals = Deal.read(deals: try facts.table(.deals), stages: try facts.table(.dealStages))
    return PlanSources(
      readOn: today, cutoff: cutoff, calendar: calendar, catalogue: catalogue, members: members, history: history, market: market,
      sheet: sheet,
      openOrders: Dictionary(grouping: filling.openOrders, by: \.item),
      inflows: try StockInflow.read(facts, catalogue: catalogue, cutoff: cutoff),
      operators: ManufacturingOperators.all(
        bill: try filling.billLines(), payables: filling.payableAgreements, collections: filling.collectionRules,
        agreements: members.terms(of: agreements), isWorkingDay: { workingDays.isWorkday($0) },
        isBankDay: { workingDays.isWorkday($0) }),
      baseline: try read(ground)?.following(successions), deals: deals, statistics: StageStatistics.learn(from: deals),
      pastForecasts: PastForecasts(forecasts: try facts.table(.salesForecasts), catalogue: catalogue),
      budgets: BudgetFigures(budgets: try facts.table(.budgets), catalogue: catalogue), terms: filling.terms,
      payableAgreements: filling.payableAgreements, collectionRules: filling.collectionRules, learntTerms: filling.learntTerms,
      vatRates: filling.vatRates, agreements: agreements, successions: successions)
  }

  /// One model on what was read: inputs, baseline, pipeline, one full calculation.
  ///
  /// - Throws: `CycleError.modelRefused`; `PlanningError` when it is too large.
  static func build(
    _ sources: PlanSources, model: ModelInForce, standard: String, work: any ParallelWork, includesBudget: Bool = true
  ) throws -> PlanState {
    let checked = try usable(model.text, sources.operators)
    let landing = InputLanding(
      model: checked, history: model.history,
      standard: model.text == standard ? nil : ModelInForce.check(standard, operators: sources.operators).checked)
    let engine = try PlanEngine(
      model: checked, members: sources.members.tables, calendar: sources.calendar, operators: sources.operators)
    engine.workers = work
    try load(sources.sheet, landing, into: engine)
    if let baseline = sources.baseline { try load(baseline, members: sources.members, landing, into: engine) }
    let pipeline = pipeline(
      sources.deals, sources.statistics, catalogue: sources.catalogue, calendar: sources.calendar, members: sources.members,
      engine: engine, landing: landing)
    try load(pipeline, members: sources.members, landing, into: engine)
    engine.calculate()
    let budget =
      includesBudget
      ? try BuildBudget.build(
        sources.budgets, calendar: sources.calendar, members: sources.members, engine: engine, landing: landing) : nil
    return PlanState(
      sources: sources, model: model, landing: landing, pipeline: pipeline, engine: engine, budgetEngine: budget)
  }

  /// January of last year to December of next year.
  private static func calendar(cutoff: Month, today: Day) throws(PlanningError) -> PlanCalendar {
    try PlanCalendar(
      firstMonth: Month(year: today.year - 1, month: 1), lastMonth: Month(year: today.year + 1, month: 12),
      cutoff: cutoff)
  }

  private static func usable(_ text: String, _ operators: [any PlanOperator]) throws(CycleError) -> CheckedModel {
    let model = ModelInForce.check(text, operators: operators).checked
    guard model.isUsable else {
      let findings = model.findings.map { "\($0.place) \($0.code.text) \($0.subject): \($0.detail)" }.joined(separator: "\n")
      throw CycleError(
        .modelRefused, BilingualText("计划模型有错误", "the planning model has errors"),
        detail: BilingualText(findings, findings), hint: BilingualText("运行 tongpin plan check", "run tongpin plan check"))
    }
    return model
  }

  private static func load(
    _ sheet: InputSheet, _ landing: InputLanding, into engine: PlanEngine
  ) throws(PlanningError) {
    for row in sheet.rows {
      guard let target = landing.target(row.measure) else { continue }
      let first: PlanPeriod? =
        switch target.axis {
        case .none: nil
        case .month: .month(engine.calendar.firstMonth)
        case .day: .day(engine.calendar.firstDay)
        }
      try engine.load(
        target.id, members: target.order.map { row.members[$0] }, firstPeriod: first, values: row.values,
        source: row.source.inputSource)
    }
  }

  private static func load(
    _ baseline: BaselineForecast, members: PlanMembers, _ landing: InputLanding, into engine: PlanEngine
  ) throws(PlanningError) {
    guard let target = landing.target("baseline") else { return }
    for (place, series) in baseline.series.sorted(by: { $0.key < $1.key }) {
      guard let first = series.steps.first?.month else { continue }
      let row = [members.items[place.item], members.regions[place.region]]
      try engine.load(
        target.id, members: target.order.map { row[$0] }, firstPeriod: .month(first),
        values: series.steps.map(\.mean), source: .forecast(run: baseline.run))
    }
  }

  static func pipeline(
    _ deals: [Deal], _ statistics: [StageStatistics], catalogue: Catalogue, calendar: PlanCalendar,
    members: PlanMembers, engine: PlanEngine, landing: InputLanding
  ) -> PipelineLayer {
    let first = calendar.cutoff.adding(months: 1)
    guard first <= calendar.lastMonth else { return PipelineLayer(shares: [:], shifts: [:]) }
    let (lags, price) = (landing.id("delivery_profile") ?? "", landing.id("price") ?? "")
    let profile = (0...6).map { lag in
      ((try? engine.value(lags, at: ["DeliveryLag": Int64(lag)], period: nil)) ?? nil) ?? 0
    }
    return PipelineLayer.build(
      deals: deals, statistics: statistics, catalogue: catalogue, months: first...calendar.lastMonth,
      deliveryProfile: profile
    ) { item, region, month in
      let coordinate: Coordinate = ["Item": members.items[item], "Region": members.regions[region]]
      return (try? engine.value(price, at: coordinate, period: .month(month))) ?? nil
    }
  }

  private static func load(
    _ pipeline: PipelineLayer, members: PlanMembers, _ landing: InputLanding, into engine: PlanEngine
  ) throws(PlanningError) {
    let empty = PipelineLayer(shares: [:], shifts: [:])
    for edit in pipeline.edits(since: empty, members: members) {
      guard let target = landing.target(edit.measure), case .month(let month)? = edit.period,
        let item = edit.coordinate["Item"], let region = edit.coordinate["Region"], let value = edit.value
      else { continue }
      let row = [item, region]
      try engine.load(
        target.id, members: target.order.map { row[$0] }, firstPeriod: .month(month), values: [value], source: edit.source)
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
