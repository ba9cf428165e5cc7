// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Planning

/// What all paths of a task have in common: the plan itself, the plan with the shorter horizon, what was learnt, and the cells that paths write.
struct PathGround {
  let task: PathTask
  let horizon: PathHorizon
  /// The plan with the shorter horizon: what paths need of it is calculated, and nothing else. One thread calculates its paths on it, the
  /// others on twins.
  let short: PlanEngine
  /// What paths move of it, and are read from.
  let slice: CalculationSlice
  /// The point plan's outcome.
  let plan: PathOutcome
  /// What the shorter plan makes of the same inputs: the same figures, unless something from beyond its horizon matters.
  let base: PathOutcome
  let reader: PathReader
  let errors: ForecastErrors?
  let forecastCells: ForecastCells?
  let deals: DealRisk
  let timing: DeliveryTiming
  let deliveryCells: DeliveryCells?
  let suppliers: SupplierDelays
  let payments: PaymentDelays?
  let collections: CollectionCells?
  /// 元; nil when neither a line nor a balance is known, so that nothing can go under it.
  let minimum: Double?

  var calendar: PlanCalendar { horizon.calendar }

  init(_ task: PathTask, work: any ParallelWork) throws {
    self.task = task
    let sources = task.sources
    let horizon = task.horizon
    let short = try PlanEngine(
      model: task.model, members: sources.members.tables, calendar: horizon.calendar, operators: sources.operators)
    try short.takeInputs(task.inputs, over: horizon.calendar)
    short.calculate(try short.slice(to: PathReader.measures + ["agreed", "billing_day"].filter { task.model.measure(named: $0) != nil }))
    (self.horizon, self.short, reader, plan) = (horizon, short, task.reader, task.planned)
    slice = try short.slice(from: task.movedInputs, to: PathReader.measures)
    base = try reader.read(short, late: [:])
    minimum = task.minimum
    let errors = try task.shelf.errors(of: sources, steps: horizon.stepCount, work: work) { place in
      Self.price(short, task.landing, sources, place, horizon.calendar)
    }
    self.errors = errors
    forecastCells = try errors.map { try ForecastCells($0, engine: short, task: task, horizon: horizon) }
    deals = DealRisk.learn(from: sources.deals)
    timing = DeliveryTiming.learn(orders: task.orders, shipments: task.shipments, cutoff: sources.cutoff)
    deliveryCells = try DeliveryCells(timing, places: errors?.places ?? [], engine: short, task: task)
    suppliers = SupplierDelays.learn(orders: task.purchaseOrders, receipts: task.purchaseReceipts, cutoff: sources.cutoff)
    let history = ReceiptHistory(
      invoices: task.invoices, receipts: task.receipts, catalogue: sources.catalogue, cutoff: sources.cutoff)
    let payments = PaymentDelays.learn(
      history, open: Self.openInvoices(task), catalogue: sources.catalogue, cutoff: sources.cutoff)
    self.payments = payments
    collections = try payments.flatMap { try CollectionCells($0, engine: short, task: task) }
  }

  /// Whether anything is drawn from a source.
  func isDrawn(_ source: PathSource) -> Bool {
    switch source {
    case .forecast: forecastCells != nil
    case .deals: task.sources.deals.contains { $0.outcome == .open && $0.kind == .project }
    case .deliveries: deliveryCells != nil
    case .suppliers: !suppliers.isEmpty
    case .payments: collections != nil
    }
  }

  private static func price(
    _ engine: PlanEngine, _ landing: InputLanding, _ sources: PlanSources, _ place: SalesHistory.Place, _ calendar: PlanCalendar
  ) -> Double {
    let coordinate: Coordinate = ["Item": sources.members.items[place.item], "Region": sources.members.regions[place.region]]
    let month = PlanPeriod.month(calendar.cutoff.adding(months: 1))
    return (landing.id("price").flatMap { try? engine.value($0, at: coordinate, period: month) }) ?? 0
  }

  /// As the plan counts them: without those of customers who are lost.
  private static func openInvoices(_ task: PathTask) -> [PaymentDelays.OpenInvoice] {
    let catalogue = task.sources.catalogue
    let firstDay = task.sources.calendar.firstDay
    let (code, lost) = (task.customers["code"], task.customers["lost_on"])
    let gone = Swift.Set(
      (0..<task.customers.rowCount).compactMap { row in
        (lost.day(row).map { $0 < firstDay } ?? false) ? code.text(row) : nil
      })
    return OpenItems(.receivable, documents: task.invoices, payments: task.receipts, upTo: task.sources.cutoff).remaining()
      .filter { !gone.contains($0.party) }.map { item in
        let region = catalogue.customers[item.party].flatMap { catalogue.regionIndex($0.group) } ?? catalogue.regions.count - 1
        return PaymentDelays.OpenInvoice(
          region: region, customer: item.party, number: item.number, day: item.day, amount: Double(item.amount) / 100)
      }
  }
}
