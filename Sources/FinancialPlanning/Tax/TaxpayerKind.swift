// SPDX-License-Identifier: Apache-2.0

/// How a company pays VAT.
public enum TaxpayerKind: String, Hashable, Sendable, CaseIterable {
  /// 一般纳税人: output less input VAT.
  case general
  /// 小规模纳税人: a levy rate on sales, no input VAT.
  case smallScale = "small-scale"
  /// 一般纳税人 by the simple method 简易计税 for what the rules allow.
  case simpleMethod = "simple-method"

  public var chineseName: String {
    switch self {
    case .general: "一般纳税人"
    case .smallScale: "小规模纳税人"
    case .simpleMethod: "简易计税"
    }
  }
}

/// What is sold, as far as the VAT rate depends on it. A company may add classes of its own by code.
public struct VatItemClass: Hashable, Sendable, CustomStringConvertible {
  public let code: String

  public init(_ code: String) { self.code = code }

  public var description: String { code }

  /// 货物，加工修理修配
  public static let goods = Self("goods")
  /// 农产品、水电气暖、图书等低税率货物
  public static let lowRateGoods = Self("low-rate-goods")
  /// 有形动产租赁
  public static let leasing = Self("leasing")
  public static let transport = Self("transport")
  public static let post = Self("post")
  /// 基础电信
  public static let basicTelecom = Self("basic-telecom")
  public static let construction = Self("construction")
  /// 不动产销售与租赁
  public static let realEstate = Self("real-estate")
  /// 现代服务（含研发、信息技术、物流辅助）
  public static let modernServices = Self("modern-services")
  public static let financialServices = Self("financial-services")
  public static let lifeServices = Self("life-services")
  /// 无形资产
  public static let intangibles = Self("intangibles")
  /// 出口货物
  public static let export = Self("export")
}
