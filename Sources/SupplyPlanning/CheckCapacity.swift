// SPDX-License-Identifier: Apache-2.0

/// A machine, a line or a team with so many hours a working day 资源.
public struct Resource: Hashable, Sendable {
  public let hoursPerWorkingDay: Double
  public init(hoursPerWorkingDay: Double) { self.hoursPerWorkingDay = max(0, hoursPerWorkingDay) }
}

/// What making an item takes of a resource 工序.
public struct WorkStep: Hashable, Sendable {
  public let item: Int32
  public let resource: Int32
  public let hoursPerUnit: Double
  /// Hours an order, whatever its quantity.
  public let setupHours: Double
  /// Working days from the release of the order to this step.
  public let offsetWorkingDays: Int32

  public init(item: Int32, resource: Int32, hoursPerUnit: Double, setupHours: Double = 0, offsetWorkingDays: Int32 = 0) {
    self.item = item
    self.resource = resource
    self.hoursPerUnit = max(0, hoursPerUnit)
    self.setupHours = max(0, setupHours)
    self.offsetWorkingDays = max(0, offsetWorkingDays)
  }
}

/// Load of one resource in one bucket of days, beside what it has.
public struct ResourceLoad: Hashable, Sendable {
  public let resource: Int32
  public let bucket: Int
  /// First day of the bucket, a day of the plan.
  public let firstDay: Int32
  public let load: Double
  public let available: Double
  /// Orders that load it, as positions among the network's supplies.
  public let supplies: [Int32]

  public var isOverloaded: Bool { load > available + LotSize.tolerance }
}

/// Loads resources with the orders that are still to be released, without moving any (infinite loading), by buckets such as weeks.
///
/// - Parameter bucketOfDay: rising from 0, one a day of the plan.
/// - Returns: by resource, then bucket; buckets without load included.
public func checkCapacity(
  network: PeggingNetwork, inputs: SupplyInputs, resources: [Resource], steps: [WorkStep], bucketOfDay: [Int]
) -> [ResourceLoad] {
  let buckets = (bucketOfDay.last ?? -1) + 1
  let calendar = inputs.calendar
  var loads = [Double](repeating: 0, count: resources.count * buckets)
  var supplies = [[Int32]](repeating: [], count: loads.count)
  for step in steps {
    for number in network.supplies(of: step.item) where network.supplies[number].isToBeReleased(inputs.receipts) {
      let supply = network.supplies[number]
      let day = calendar.day(step.offsetWorkingDays, after: Int(supply.releaseDay))
      let slot = Int(step.resource) * buckets + bucketOfDay[day]
      loads[slot] += step.setupHours + step.hoursPerUnit * supply.quantity
      supplies[slot].append(Int32(number))
    }
  }
  var workingDays = [Int](repeating: 0, count: buckets)
  var firstDays = [Int32](repeating: -1, count: buckets)
  for (day, bucket) in bucketOfDay.enumerated() {
    if calendar.isWorkingDay(day) { workingDays[bucket] += 1 }
    if firstDays[bucket] < 0 { firstDays[bucket] = Int32(day) }
  }
  return loads.indices.map { slot in
    let (resource, bucket) = (slot / buckets, slot % buckets)
    return ResourceLoad(
      resource: Int32(resource), bucket: bucket, firstDay: firstDays[bucket], load: loads[slot],
      available: resources[resource].hoursPerWorkingDay * Double(workingDays[bucket]), supplies: supplies[slot])
  }
}

/// One exception an overloaded bucket, with the end demands whose orders are in it.
public func overloads(_ loads: [ResourceLoad], network: PeggingNetwork) -> [SupplyException] {
  loads.filter(\.isOverloaded).map { load in
    var hurts: [PeggedDemand.Cause] = []
    for supply in load.supplies {
      for end in network.endDemands(ofSupply: Int(supply)) where !hurts.contains(end.cause) { hurts.append(end.cause) }
    }
    let item = load.supplies.first.map { network.supplies[Int($0)].item } ?? -1
    return SupplyException(
      kind: .overload, item: item, day: load.firstDay, quantity: load.load - load.available, workingDays: 0,
      resource: load.resource, hurts: hurts)
  }
}
