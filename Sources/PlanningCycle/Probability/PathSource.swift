// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// What may come otherwise than planned.
public enum PathSource: String, CaseIterable, Hashable, Sendable {
  /// Orders beside the forecast.
  case forecast
  /// Deals won or lost, and later than stated.
  case deals
  /// Orders delivered in other months than usual.
  case deliveries
  /// Suppliers who deliver late or early.
  case suppliers
  /// Customers who pay late or early.
  case payments

  public var label: BilingualText {
    switch self {
    case .forecast: BilingualText("预测误差", "Forecast error")
    case .deals: BilingualText("商机赢输与推迟", "Deals won, lost, slipped")
    case .deliveries: BilingualText("发货时间", "Delivery timing")
    case .suppliers: BilingualText("供应商交期", "Supplier delays")
    case .payments: BilingualText("客户付款时间", "Customers' payment delays")
    }
  }

  fileprivate var number: UInt64 {
    switch self {
    case .forecast: 1
    case .deals: 2
    case .suppliers: 3
    case .payments: 4
    case .deliveries: 5
    }
  }
}

/// The random numbers of one path: the same path number has the same draws whatever is edited (common random numbers), because every
/// source and everybody in it has a stream of its own.
struct PathSeed: Hashable, Sendable {
  let seed: UInt64
  let path: Int

  /// - Parameter key: who draws within the source: a member's id, or a small number.
  func stream(_ source: PathSource, _ key: UInt64) -> RandomStream {
    var bits = Self.mixed(seed ^ 0x9E37_79B9_7F4A_7C15)
    bits = Self.mixed(bits ^ UInt64(bitPattern: Int64(path)))
    bits = Self.mixed(bits ^ source.number)
    return RandomStream(seed: Self.mixed(bits ^ key))
  }

  /// The finaliser of splitmix64: every bit of the outcome depends on every bit that goes in.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value &+ 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A key of a text that is the same in every run.
  static func key(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
