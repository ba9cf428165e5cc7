// SPDX-License-Identifier: Apache-2.0
import Approvals

/// What a flow is for: the kind of thing that is handed in.
public enum FlowPurpose: String, Hashable, Sendable, CaseIterable {
  /// 预算上报: a budget form of a year becomes the approved budget.
  case budget
  /// 变更建议: figures of an approved form move to where the forecast is.
  case change
  /// 下达: an approved form is handed to those who work with it.
  case release
  /// 调剂: money moves from one line of an approved form to another; its months and its total stay.
  case transfer
  /// 预测提报: the agreed forecast of a region is countersigned.
  case forecast
  /// 数据发布: the figures of a closed month are released to those who work with them.
  case data

  public var label: BilingualText {
    switch self {
    case .budget: BilingualText("预算上报", "Budget submission")
    case .change: BilingualText("预算变更", "Budget change")
    case .release: BilingualText("预算下达", "Budget release")
    case .transfer: BilingualText("预算调剂", "Budget transfer")
    case .forecast: BilingualText("预测提报", "Forecast submission")
    case .data: BilingualText("数据发布", "Data release")
    }
  }

  /// What conditions and approvers of its flows may look at.
  public var fields: [FlowField] {
    switch self {
    case .budget: [.form, .year, .owner, .amount, .deviation]
    case .change: [.form, .year, .owner, .amount, .deviation, .department]
    case .release: [.form, .year, .owner, .amount]
    case .forecast: [.region, .amount, .deviation]
    case .data: [.amount, .deviation]
    case .transfer: [.form, .year, .owner, .amount, .deviation, .department, .giver, .taker]
    }
  }
}

/// A field of what is handed in, for the conditions of flows.
public struct FlowField: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable { case money, percent, number, text, person }

  public let key: String
  public let kind: Kind
  public let label: BilingualText

  static let form = FlowField(key: "form", kind: .text, label: BilingualText("预算表", "Form"))
  static let region = FlowField(key: "region", kind: .text, label: BilingualText("地区", "Region"))
  static let year = FlowField(key: "year", kind: .number, label: BilingualText("年度", "Year"))
  static let owner = FlowField(key: "owner", kind: .person, label: BilingualText("负责人", "Whoever answers for it"))
  static let department = FlowField(key: "department", kind: .text, label: BilingualText("部门", "Department"))
  /// The heads of the departments that money leaves and comes to.
  static let giver = FlowField(key: "giver", kind: .person, label: BilingualText("调出部门负责人", "Head of the giving department"))
  static let taker = FlowField(key: "taker", kind: .person, label: BilingualText("调入部门负责人", "Head of the taking department"))
  /// Of a budget: the form's own line; of a forecast: revenue. Of a change: money that moves, whatever its sign, added up.
  static let amount = FlowField(key: "amount", kind: .money, label: BilingualText("金额", "Amount"))
  /// Hundredths of a per cent, without sign, of what stood there before; nothing stood there: 10000 %.
  static let deviation = FlowField(key: "deviation", kind: .percent, label: BilingualText("偏离", "Deviation"))
}
