// SPDX-License-Identifier: Apache-2.0

/// Who sells to 云杉电器: lead times in working days, terms by code of `Terms`.
enum SupplierData {
  struct Supplier {
    let code: String
    let name: String
    let englishName: String
    let leadTime: Int
    let terms: Terms
    let rating: String
  }

  private static func supplier(_ number: Int, _ name: String, _ lead: Int, _ terms: Terms, _ rating: String)
    -> Supplier
  {
    Supplier(
      code: "GYS-" + padded(number, 3), name: name + "（示例）", englishName: EnglishNames.of(name) + " (sample)",
      leadTime: lead, terms: terms, rating: rating)
  }

  static let all: [Supplier] = [
    supplier(1, "凌岳压缩机有限公司", 25, .supplier60, "A"), supplier(2, "北川压缩机股份有限公司", 20, .supplier60, "A"),
    supplier(3, "江临铜业有限公司", 12, .supplier30, "A"), supplier(4, "华岭铝业有限公司", 12, .supplier60, "B"),
    supplier(5, "宝岳钢材贸易有限公司", 8, .supplier30, "A"), supplier(6, "昌隆金属制品有限公司", 10, .supplier90, "B"),
    supplier(7, "远泰塑料原料有限公司", 9, .supplier60, "A"), supplier(8, "新禾塑化有限公司", 9, .supplier90, "B"),
    supplier(9, "中汇化工材料有限公司", 10, .supplier60, "A"), supplier(10, "精诚微电机有限公司", 18, .supplier90, "A"),
    supplier(11, "卓力电机有限公司", 18, .supplier90, "B"), supplier(12, "芯远半导体有限公司", 45, .supplier60, "A"),
    supplier(13, "晶澜功率器件有限公司", 40, .supplier60, "A"), supplier(14, "恒阻电子元件有限公司", 15, .supplier90, "B"),
    supplier(15, "光迅线路板有限公司", 14, .supplier90, "B"), supplier(16, "智控遥控器有限公司", 12, .supplier90, "B"),
    supplier(17, "联捷线缆有限公司", 8, .supplier60, "A"), supplier(18, "三川阀门有限公司", 15, .supplier90, "A"),
    supplier(19, "炽阳电热元件有限公司", 12, .supplier90, "B"), supplier(20, "德塑风叶制造有限公司", 10, .supplier90, "B"),
    supplier(21, "晶辉玻璃有限公司", 12, .supplier90, "C"), supplier(22, "方正纸品包装有限公司", 5, .supplier60, "A"),
    supplier(23, "轻羽包装材料有限公司", 5, .supplier90, "B"), supplier(24, "达顺物流有限公司", 5, .supplier30, "A"),
    supplier(25, "新视界广告有限公司", 5, .supplier60, "B"), supplier(26, "先锋装备制造有限公司", 45, .supplier90, "A"),
  ]

  static let logistics = 23
  static let advertising = 24
  static let equipment = 25
}

func padded(_ value: Int, _ width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
