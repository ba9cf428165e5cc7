// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Commerce
import Formulas
import Journal
import Planning

/// 为什么是这个数: a number in words, with the parts it is made of and where its inputs came from.
public struct ExplainView: Sendable {
  public struct Part: Sendable {
    /// To be asked next; nil for constants and remainders.
    public let cell: String?
    public let label: BilingualText
    public let period: BilingualText?
    public let unit: String
    public let value: Double?
    public let before: Double?
    public let contribution: Double?
    public let hasParts: Bool
  }

  public struct Source: Sendable {
    /// `fact`, `forecast`, `person`, `default`.
    public let kind: String
    public let words: BilingualText
    public let file: String?
    public let line: Int?
    public let recordedAt: String?
    public let by: String?
    public let documents: [TradeDocument]
    /// The batch of the first row.
    public internal(set) var batch: Int64?
  }

  public let cell: String
  public let label: BilingualText
  public let period: BilingualText?
  public let unit: String
  public let value: Double?
  public let before: Double?
  public let formula: BilingualText?
  public let words: BilingualText
  public let parts: [Part]
  public let source: Source?
}

extension ExplainView {
  /// The same with other words.
  func said(_ words: BilingualText) -> ExplainView {
    ExplainView(
      cell: cell, label: label, period: period, unit: unit, value: value, before: before, formula: formula, words: words,
      parts: parts, source: source)
  }
}

extension ExplanationLimits {
  /// What the side panel shows at once.
  static let panel = ExplanationLimits(depth: 2, width: 14, nodes: 300)
}

extension Workspace {
  /// - Throws: `CycleError.cellNotKnown`.
  public func explain(_ proof: Authorized<To.ViewPlan>, cell: String) throws -> ExplainView {
    let sight = plan.sight(of: proof.person)
    let found = try plan.find(cell, sight)
    let rows = sight.rows(found.measure.id, found.coordinate)
    guard rows.count == 1 else { return try ownTotal(found, rows, sight) }
    let tree = try plan.engine.explain(
      found.measure.id, at: found.coordinate, period: found.period, limits: .panel)
    return try view(tree, found, in: plan, for: proof.person)
  }

  /// Why a number changed since a revision: the entries made since are taken back in a copy and the two are compared.
  ///
  /// - Throws: `CycleError.cellNotKnown`.
  public func explainChange(_ proof: Authorized<To.ViewPlan>, cell: String, after sequence: Int64) throws -> ExplainView {
    let found = try plan.findRow(cell, plan.sight(of: proof.person))
    let events = try store.events(after: sequence, limit: 10_000).filter { $0.sequence <= revision }
    if let changed = events.last(where: { $0.kind == ModelHistory.eventKind }) {
      return try explain(proof, cell: cell).said(otherModelWords(changed, found.measure))
    }
    let earlier = plan.engine.fork()
    for event in events.reversed() {
      if let edits = RecordedEdits(event) { _ = try earlier.apply(edits.inverse.inputs(of: event.sequence, known: plan)) }
    }
    try takeBackDeals(events, in: earlier)
    let tree = try plan.engine.explainChange(
      found.measure.id, at: found.coordinate, period: found.period, since: earlier,
      limits: .panel)
    return try view(tree, found, in: plan, for: proof.person)
  }

  /// Why a number of a scenario differs from the plan it started from.
  ///
  /// - Throws: `CycleError.cellNotKnown`, `scenarioNotKnown`.
  public func explainChange(_ proof: Authorized<To.ViewPlan>, cell: String, inScenario id: Int64) throws -> ExplainView {
    let branch = try branch(of: try scenario(id, for: proof.person))
    let found = try branch.head.findRow(cell, branch.head.sight(of: proof.person))
    let tree = try branch.head.engine.explainChange(
      found.measure.id, at: found.coordinate, period: found.period, since: branch.base.engine, limits: .panel)
    return try view(tree, found, in: branch.head, for: proof.person)
  }

  /// Why a number differs from that of another period of the same kind: 环比, 同比, or any two.
  ///
  /// - Parameter earlier: a column (`2026-10`, `2026Q3`, `2025`), `previous`, or `year-before`.
  /// - Throws: `CycleError.cellNotKnown`; `planning.period-outside-horizon`.
  public func explainChange(_ proof: Authorized<To.ViewPlan>, cell: String, from earlier: String) throws -> ExplainView {
    let found = try plan.findRow(cell, plan.sight(of: proof.person))
    guard let period = found.period, let from = period.earlier(earlier), from.isComparable(with: period) else {
      throw PlanState.notKnown(cell, earlier)
    }
    let tree = try plan.engine.explainChange(
      found.measure.id, at: found.coordinate, from: from, to: period, limits: .panel)
    return try view(tree, found, in: plan, for: proof.person)
  }

  /// Two models are not compared part by part: what the newest change of the model did to this measure is said in words.
  private func otherModelWords(_ event: Event, _ measure: PlanningModel.Measure) -> BilingualText {
    func formula(_ key: String) -> BilingualText? {
      ModelOutline(ModelText.parse(event.payload[key]?.text ?? "")).measures.first { $0.id == measure.id }?.formula
    }
    let (before, after) = (formula("before"), formula("text"))
    let (by, reason) = (name(of: event.draft.actor), event.draft.reason)
    let head = BilingualText(
      "其间 \(by.chinese) 修改了计划模型" + (reason.isEmpty ? "。" : "（\(reason)）。"),
      "\(by.english) changed the planning model meanwhile" + (reason.isEmpty ? ". " : " (\(reason)). "))
    guard before != after else {
      return BilingualText(
        head.chinese + "这个指标的公式没变，变的是它用到的数。", head.english + "The formula of this measure is the same; what it uses moved.")
    }
    let (old, new) = (before ?? BilingualText("–", "–"), after ?? BilingualText("–", "–"))
    return BilingualText(
      head.chinese + "公式由“\(old.chinese)”改为“\(new.chinese)”。",
      head.english + "The formula was \"\(old.english)\" and is \"\(new.english)\".")
  }

  static func isCash(_ measure: String) -> Bool {
    measure.hasPrefix("cash") || ["headroom", "shortfall", "net_cash_flow", "minimum_cash", "actual_cash"].contains(measure)
  }

  /// Puts the pipeline of before the given events into a copy of the plan.
  private func takeBackDeals(_ events: [Event], in engine: PlanEngine) throws {
    let changed = events.filter { $0.kind == "deal.updated" }
    guard !changed.isEmpty, let first = changed.first else { return }
    let moment = try store.events(after: first.sequence - 2, limit: 1).first?.recordedAt
    let then = moment.map { FactLibrary(store: store, asOf: $0, identities: facts.identities) } ?? facts
    let deals = Deal.read(deals: try then.table(.deals), stages: try then.table(.dealStages))
    let old = BuildPlan.pipeline(
      deals, StageStatistics.learn(from: deals), catalogue: plan.catalogue, calendar: plan.calendar,
      members: plan.members, engine: engine, landing: plan.landing)
    _ = try engine.apply(plan.landing.edits(old.edits(since: plan.pipeline, members: plan.members)))
  }

  /// The total of somebody who is narrowed to several rows: the rows they see, and nothing of the others.
  private func ownTotal(_ found: FoundCell, _ rows: [Coordinate], _ sight: PlanSight) throws -> ExplainView {
    let adds = if case .sum = found.measure.total { true } else { false }
    let parts = try rows.map { row in
      let value = try plan.engine.value(found.measure.id, at: row, period: found.period)
      return ExplainView.Part(
        cell: plan.address(found.measure.id, row, found.period).text, label: plan.label(found.measure, row), period: found.period?.label,
        unit: found.measure.unit.description, value: value, before: nil, contribution: adds ? value : nil, hasParts: true)
    }
    return ExplainView(
      cell: found.address.text, label: plan.label(found.measure, found.coordinate), period: found.period?.label,
      unit: found.measure.unit.description,
      value: try sight.value(found.measure, at: found.coordinate, period: found.period, in: plan.engine), before: nil, formula: nil,
      words: BilingualText("您能看到的各行的合计", "the total of the rows you may see"), parts: parts, source: nil)
  }

  func view(_ tree: Explanation, _ found: FoundCell, in plan: PlanState, for person: Person) throws -> ExplainView {
    let sight = plan.sight(of: person)
    let formula = tree.formula.map { formula in
      BilingualText(
        FormulaText.write(formula) { plan.shownName($0).chinese }, FormulaText.write(formula) { plan.shownName($0).english })
    }
    return ExplainView(
      cell: found.address.text, label: plan.label(found.measure, found.coordinate), period: found.period?.label,
      unit: found.measure.unit.description, value: tree.value, before: tree.before, formula: formula,
      words: Self.words(tree), parts: tree.children.map { part($0, in: plan, sight) }, source: try source(tree, found, in: plan))
  }

  /// What the person may not see keeps its name and loses its numbers.
  private func part(_ node: Explanation, in plan: PlanState, _ sight: PlanSight) -> ExplainView.Part {
    let measure = node.measure.map { plan.engine.model.measures[$0] }
    if let measure, !sight.sees(measure.id, at: node.coordinate) {
      return ExplainView.Part(
        cell: nil, label: plan.label(measure, node.coordinate), period: node.period?.label, unit: measure.unit.description, value: nil,
        before: nil, contribution: nil, hasParts: false)
    }
    let cell = measure.map { plan.address($0.id, node.coordinate, node.period).text }
    return ExplainView.Part(
      cell: cell, label: measure.map { plan.label($0, node.coordinate) } ?? Self.label(node),
      period: node.period?.label, unit: measure?.unit.description ?? "", value: node.value, before: node.before,
      contribution: node.contribution, hasParts: measure != nil && (!node.children.isEmpty || node.kind == .input))
  }

  private static func label(_ node: Explanation) -> BilingualText {
    switch node.kind {
    case .others: BilingualText("其余各项", "All others")
    case .rounding: BilingualText("尾差", "Rounding")
    case .interplay: BilingualText("相互作用", "Interplay")
    case .constant: BilingualText("常数 \(node.label)", "Constant \(node.label)")
    case .property: BilingualText("属性 \(node.label)", "Property \(node.label)")
    default: BilingualText(name: node.label)
    }
  }

  private static func words(_ node: Explanation) -> BilingualText {
    switch node.kind {
    case .total: BilingualText("下面各项之和（或按指标规定的汇总）", "the sum (or the stated total) of what stands below")
    case .input: BilingualText("这是输入的数", "this number is an input")
    case .derived: BilingualText("由运算规则推出：净需求、付款条件或税", "derived by a rule: netting, payment terms or tax")
    case .calculated: BilingualText("按公式由下面各项算出", "calculated from the parts below")
    default: BilingualText("", "")
    }
  }

  private func source(_ node: Explanation, _ found: FoundCell, in plan: PlanState) throws -> ExplainView.Source? {
    guard node.kind == .input else { return nil }
    switch node.source {
    case .fact(let kind, let key, _)?: return try factSource(kind: kind, key: key, found, in: plan)
    case .forecast(let run)?:
      let event = try store.events(after: run - 1, limit: 1).first
      return ExplainView.Source(
        kind: "forecast",
        words: BilingualText(
          "第 \(run) 号预测，数据截至 \(plan.baseline?.origin.description ?? "")",
          "forecast run \(run), data through \(plan.baseline?.origin.description ?? "")"),
        file: nil, line: nil, recordedAt: event?.recordedAt.stampText, by: event?.draft.actor.login, documents: [])
    case .person(let sequence)? where sequence > revision:
      return ExplainView.Source(
        kind: "person", words: BilingualText("正在预览、还没有保存的录入", "an entry that is previewed and not kept yet"), file: nil, line: nil,
        recordedAt: nil, by: nil, documents: [])
    case .person(let sequence)?:
      let event = try store.events(after: sequence - 1, limit: 1).first
      let reason = event?.draft.reason ?? ""
      return ExplainView.Source(
        kind: "person",
        words: BilingualText(
          reason.isEmpty ? "人工录入" : "人工录入：\(reason)", reason.isEmpty ? "entered by a person" : "entered by a person: \(reason)"),
        file: nil, line: nil, recordedAt: event?.recordedAt.stampText, by: event?.draft.actor.login, documents: [])
    case .constant?, nil:
      return ExplainView.Source(
        kind: "default", words: BilingualText("没有数据，取默认值", "no data; the default is used"), file: nil, line: nil,
        recordedAt: nil, by: nil, documents: [])
    }
  }
}
