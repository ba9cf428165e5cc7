// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Quantities

/// Who and what a plan is about, read from master data: items, regions, departments, customers, suppliers.
///
/// Documents may name an item by an alias (an old code, a customer's number); `itemIndex` leads both to one member.
public struct Catalogue: Sendable {
  public struct Item: Sendable {
    public let code: String
    public let name: BilingualText
    public let family: String
    public let unit: String
    /// It has components: made here, or 委外 by a supplier to whom they are issued.
    public let isMade: Bool
    /// 委外: a supplier makes it from what the company issues, for a fee.
    public let isSubcontracted: Bool
    public let isSold: Bool
    public let standardCost: FixedPoint?
    public let listPrice: FixedPoint?
    public let taxRate: FixedPoint?
    /// What it is to the VAT law, as written; counts where there is no rate of its own.
    public let vatClass: String?
    public let safetyStock: FixedPoint?
    public let leadTimeDays: Int?
    public let lotMinimum: FixedPoint?
    public let lotMultiple: FixedPoint?
    public let lotFixed: FixedPoint?
    public let lotEconomic: FixedPoint?
    public let lotDays: Int?
    public let frozenDays: Int?
    public let demand: DemandRule
    /// Which item takes over; nil for one that goes on.
    public let successor: Successor?

    /// A supplier is paid for it: what is bought, and the fee of what is subcontracted.
    public var isPaidFor: Bool { !isMade || isSubcontracted }
  }

  /// 接替: as master data name it; see ``Succession`` for what can be followed.
  public struct Successor: Sendable, Hashable {
    public let code: String
    public let on: Day?
    /// Units of the successor for one of the item; nil for one.
    public let ratio: FixedPoint?
  }

  /// How an item's forecast meets its orders; nil for what its master data do not say.
  public struct DemandRule: Sendable, Hashable {
    /// 均化类型 and 均化取整, by the codes planners know.
    public let spreading: Int?
    public let rounding: Int?
    /// Calendar days an order looks back and ahead for a forecast to write off.
    public let backwardDays: Int?
    public let forwardDays: Int?
    public let isForwardFirst: Bool?
    /// Calendar days within which orders alone count.
    public let fenceDays: Int?
  }

  public struct Named: Sendable, Hashable {
    public let code: String
    public let name: BilingualText
    /// Parent or group code; empty when there is none.
    public let group: String
  }

  /// In outline order: family by first appearance, then code.
  public let items: [Item]
  public let families: [Named]
  public let regions: [Named]
  public let departments: [Named]
  public let customers: [String: Named]
  public let suppliers: [String: Named]
  /// Names of employees by code.
  public let employees: [String: BilingualText]
  private let itemPositions: [String: Int]
  private let regionPositions: [String: Int]

  /// The region of documents that name none, and of companies that have no territories.
  public static let wholeRegion = Named(
    code: "ALL-REGIONS", name: BilingualText("未分地区", "No region"), group: "")

  public func itemIndex(_ codeOrAlias: String) -> Int? { itemPositions[codeOrAlias] }
  public func regionIndex(_ code: String) -> Int? { regionPositions[code] }

  public init(
    items: [Item], aliases: [String: String], families: [Named], regions: [Named], departments: [Named],
    customers: [String: Named], suppliers: [String: Named], employees: [String: BilingualText] = [:]
  ) {
    self.employees = employees
    self.items = items
    self.families = families
    self.regions = regions.isEmpty ? [Catalogue.wholeRegion] : regions
    self.departments = departments
    self.customers = customers
    self.suppliers = suppliers
    var positions: [String: Int] = [:]
    for (index, item) in items.enumerated() { positions[item.code] = index }
    for (alias, code) in aliases where positions[alias] == nil { positions[alias] = positions[code] }
    self.itemPositions = positions
    self.regionPositions = Dictionary(
      self.regions.enumerated().map { ($0.element.code, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }
}
