// SPDX-License-Identifier: Apache-2.0

/// Stock, a receipt or a planned order: what demand is served from.
public struct Supply: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    case stock
    /// Position among the open receipts.
    case receipt(Int32)
    case planned
  }

  public let item: Int32
  public let source: Source
  /// Day it is there, and day it is released (that day too for stock and released receipts).
  public let day: Int32
  public let releaseDay: Int32
  public let quantity: Double
  /// Working days by which the plan begins too late for it.
  public let lateBy: Int32
  /// Position of the chosen offer; −1 for none.
  public let offer: Int32

  /// Whether it will still be released: it takes its components and its hours.
  public func isToBeReleased(_ receipts: [OpenReceipt]) -> Bool {
    switch source {
    case .stock: false
    case .receipt(let number): receipts[Int(number)].asksForComponents
    case .planned: true
    }
  }
}

/// What asks for an item on a day, with where it comes from.
public struct PeggedDemand: Hashable, Sendable {
  public enum Cause: Hashable, Sendable {
    /// Position among the end demands.
    case end(Int32)
    /// Position of the supply that takes it as a component.
    case assembly(Int32)
    /// What is kept, and what was missing when the plan began.
    case safetyStock, backlog
  }

  public let item: Int32
  public let day: Int32
  public let quantity: Double
  public let cause: Cause
}

/// Which supply serves which demand, through all levels: down from an order to what is made for it, up from any order to the end demands that wait for it.
///
/// Within an item demands are served in the order of their days by supplies in the order of theirs: safety stock and backlog first, then orders, forecasts and
/// assemblies of the day; stock first, then receipts, then planned orders of the day.
public struct PeggingNetwork: Sendable {
  public struct Link: Hashable, Sendable {
    public let supply: Int32
    public let demand: Int32
    /// Units of the item.
    public let quantity: Double
  }

  /// What one end demand, or safety stock, takes of a supply.
  public struct End: Hashable, Sendable {
    public let cause: PeggedDemand.Cause
    /// Units of the item the trace began at.
    public let quantity: Double

    public init(cause: PeggedDemand.Cause, quantity: Double) {
      self.cause = cause
      self.quantity = quantity
    }
  }

  public let supplies: [Supply]
  public let demands: [PeggedDemand]
  public let links: [Link]
  private let suppliesOfItem: [Range<Int>]
  private let demandsOfItem: [Range<Int>]
  private let linksOfSupply: [Range<Int>]
  private let linksOfDemand: [Range<Int>]

  public init(_ plan: SupplyPlan) {
    let inputs = plan.inputs
    var supplies: [Supply] = []
    var demands: [PeggedDemand] = []
    var links: [Link] = []
    var suppliesOfItem = [Range<Int>](repeating: 0..<0, count: inputs.bill.itemCount)
    var demandsOfItem = suppliesOfItem
    var receiptsOf: [Int32: [Int32]] = [:]
    for (number, receipt) in inputs.receipts.enumerated() { receiptsOf[receipt.item, default: []].append(Int32(number)) }
    var endsOf: [Int32: [Int32]] = [:]
    for (number, demand) in inputs.demands.enumerated() { endsOf[demand.item, default: []].append(Int32(number)) }
    for item in inputs.bill.planningOrder {
      let index = Int(item)
      let firstSupply = supplies.count
      supplies += PeggingNetwork.supplies(of: item, plan: plan, receipts: receiptsOf[item] ?? [])
      suppliesOfItem[index] = firstSupply..<supplies.count
      let firstDemand = demands.count
      demands += PeggingNetwork.demands(
        of: item, plan: plan, ends: endsOf[item] ?? [], supplies: supplies, suppliesOfItem: suppliesOfItem)
      demandsOfItem[index] = firstDemand..<demands.count
      PeggingNetwork.serve(suppliesOfItem[index], demandsOfItem[index], supplies, demands, &links)
    }
    // Within an item both sides are served in order, and items stand one after another: one run a supply, one a demand.
    var linksOfSupply = [Range<Int>](repeating: 0..<0, count: supplies.count)
    var linksOfDemand = [Range<Int>](repeating: 0..<0, count: demands.count)
    for (position, link) in links.enumerated() {
      let (served, asked) = (linksOfSupply[Int(link.supply)], linksOfDemand[Int(link.demand)])
      linksOfSupply[Int(link.supply)] = (served.isEmpty ? position : served.lowerBound)..<(position + 1)
      linksOfDemand[Int(link.demand)] = (asked.isEmpty ? position : asked.lowerBound)..<(position + 1)
    }
    (self.supplies, self.demands, self.links) = (supplies, demands, links)
    (self.suppliesOfItem, self.demandsOfItem) = (suppliesOfItem, demandsOfItem)
    (self.linksOfSupply, self.linksOfDemand) = (linksOfSupply, linksOfDemand)
  }

  /// Positions of an item's supplies and demands.
  public func supplies(of item: Int32) -> Range<Int> { suppliesOfItem[Int(item)] }
  public func demands(of item: Int32) -> Range<Int> { demandsOfItem[Int(item)] }

  /// What a supply is for, one level up.
  public func links(ofSupply supply: Int) -> ArraySlice<Link> { links[linksOfSupply[supply]] }
  /// What serves a demand.
  public func links(ofDemand demand: Int) -> ArraySlice<Link> { links[linksOfDemand[demand]] }

  /// The end demands a supply serves, through all levels, with the units of the supply each takes; in the order they are met.
  public func endDemands(ofSupply supply: Int) -> [End] {
    var found: [PeggedDemand.Cause: Double] = [:]
    var order: [PeggedDemand.Cause] = []
    func climb(_ supply: Int, _ portion: Double) {
      for link in links(ofSupply: supply) {
        let part = portion * link.quantity / supplies[supply].quantity
        let cause = demands[Int(link.demand)].cause
        if case .assembly(let above) = cause {
          climb(Int(above), part)
        } else {
          if found[cause] == nil { order.append(cause) }
          found[cause, default: 0] += part
        }
      }
    }
    climb(supply, supplies[supply].quantity)
    return order.map { End(cause: $0, quantity: found[$0] ?? 0) }
  }

  /// The end demands that wait for what an item is asked for on a day.
  public func endDemands(asking item: Int32, on day: Int32) -> [PeggedDemand.Cause] {
    var order: [PeggedDemand.Cause] = []
    var seen: Set<PeggedDemand.Cause> = []
    for position in demands(of: item) where demands[position].day == day {
      let cause = demands[position].cause
      let causes = if case .assembly(let above) = cause { endDemands(ofSupply: Int(above)).map(\.cause) } else { [cause] }
      for cause in causes where seen.insert(cause).inserted { order.append(cause) }
    }
    return order
  }
}
