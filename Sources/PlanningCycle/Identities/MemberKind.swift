// SPDX-License-Identifier: Apache-2.0
public import Commerce

/// What can be merged: records of one kind of master data.
public enum MemberKind: String, CaseIterable, Hashable, Sendable {
  case customers, items, suppliers

  public var factKind: FactKind {
    switch self {
    case .customers: .customers
    case .items: .items
    case .suppliers: .suppliers
    }
  }

  public var label: BilingualText { factKind.label }
}

/// A place in a hierarchy that has days: whose, and which column of its record says it.
public enum HierarchyLevel: String, CaseIterable, Hashable, Sendable {
  case customerTerritory = "customer-territory"
  case customerChannel = "customer-channel"
  case itemFamily = "item-family"
  case itemSubfamily = "item-subfamily"
  case territoryGroup = "territory-group"

  public var factKind: FactKind {
    switch self {
    case .customerTerritory, .customerChannel: .customers
    case .itemFamily, .itemSubfamily: .items
    case .territoryGroup: .territories
    }
  }

  /// The column of the record.
  public var field: String {
    switch self {
    case .customerTerritory: "territory"
    case .customerChannel: "channel"
    case .itemFamily: "family"
    case .itemSubfamily: "subfamily"
    case .territoryGroup: "group"
    }
  }

  public var label: BilingualText {
    switch self {
    case .customerTerritory: BilingualText("客户的地区", "Territory of a customer")
    case .customerChannel: BilingualText("客户的渠道", "Channel of a customer")
    case .itemFamily: BilingualText("物料的产品族", "Family of an item")
    case .itemSubfamily: BilingualText("物料的小类", "Subfamily of an item")
    case .territoryGroup: BilingualText("地区的大区", "Group of a territory")
    }
  }
}
