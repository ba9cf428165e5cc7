// SPDX-License-Identifier: Apache-2.0

/// What 云杉电器 sells, makes and buys. Yuan without tax for materials; sizes scale the bill of materials.
enum CatalogueData {
  struct Good {
    let code: String
    let name: String
    let family: Int
    let subfamily: String
    /// Names the row of `templates`.
    let template: String
    let size: Double
    /// Share of the family's sales.
    let weight: Double
  }

  static let families = ["空调", "冰箱", "小家电"]

  static let goods: [Good] = [
    Good(
      code: "AC-101", name: "清风挂机 1匹 定频", family: 0, subfamily: "挂机", template: "wall", size: 0.92, weight: 9),
    Good(
      code: "AC-102", name: "清风挂机 1匹 变频", family: 0, subfamily: "挂机", template: "wall", size: 1.0, weight: 13),
    Good(
      code: "AC-103", name: "清风挂机 1.5匹 变频", family: 0, subfamily: "挂机", template: "wall", size: 1.15,
      weight: 20),
    Good(
      code: "AC-104", name: "静享挂机 1.5匹 一级能效", family: 0, subfamily: "挂机", template: "wall", size: 1.32,
      weight: 13),
    Good(
      code: "AC-105", name: "静享挂机 1.5匹 新风", family: 0, subfamily: "挂机", template: "wall", size: 1.5, weight: 5
    ),
    Good(
      code: "AC-106", name: "清风挂机 2匹 变频", family: 0, subfamily: "挂机", template: "wall", size: 1.5, weight: 4),
    Good(
      code: "AC-201", name: "云柜 2匹 变频", family: 0, subfamily: "柜机", template: "floor", size: 1.0, weight: 8),
    Good(
      code: "AC-202", name: "云柜 3匹 变频", family: 0, subfamily: "柜机", template: "floor", size: 1.2, weight: 12),
    Good(
      code: "AC-203", name: "云柜 3匹 一级能效", family: 0, subfamily: "柜机", template: "floor", size: 1.38, weight: 6
    ),
    Good(
      code: "AC-204", name: "云柜 3匹 新风", family: 0, subfamily: "柜机", template: "floor", size: 1.5, weight: 3),
    Good(
      code: "AC-301", name: "商用柜机 5匹", family: 0, subfamily: "商用", template: "floor", size: 1.9, weight: 3),
    Good(
      code: "AC-302", name: "风管机 3匹", family: 0, subfamily: "商用", template: "floor", size: 1.45, weight: 3),
    Good(
      code: "AC-303", name: "多联室外机 6匹", family: 0, subfamily: "商用", template: "floor", size: 3.0, weight: 2),
    Good(
      code: "AC-304", name: "天花机 3匹", family: 0, subfamily: "商用", template: "floor", size: 1.55, weight: 2),
    Good(
      code: "RF-101", name: "小鲜双门冰箱 180升", family: 1, subfamily: "双门", template: "fridge", size: 0.62,
      weight: 8),
    Good(
      code: "RF-102", name: "小鲜双门冰箱 218升", family: 1, subfamily: "双门", template: "fridge", size: 0.7,
      weight: 10),
    Good(
      code: "RF-201", name: "三门冰箱 228升", family: 1, subfamily: "三门", template: "fridge", size: 0.82,
      weight: 14),
    Good(
      code: "RF-202", name: "三门冰箱 258升 风冷", family: 1, subfamily: "三门", template: "fridge", size: 0.95,
      weight: 13),
    Good(
      code: "RF-301", name: "对开门冰箱 452升", family: 1, subfamily: "对开门", template: "fridge", size: 1.3,
      weight: 11),
    Good(
      code: "RF-302", name: "对开门冰箱 532升 变频", family: 1, subfamily: "对开门", template: "fridge", size: 1.5,
      weight: 11),
    Good(
      code: "RF-401", name: "十字门冰箱 406升", family: 1, subfamily: "十字门", template: "fridge", size: 1.45,
      weight: 12),
    Good(
      code: "RF-402", name: "十字门冰箱 503升 一级能效", family: 1, subfamily: "十字门", template: "fridge", size: 1.75,
      weight: 9),
    Good(
      code: "RF-501", name: "卧式冷柜 203升", family: 1, subfamily: "冷柜", template: "fridge", size: 0.68, weight: 5
    ),
    Good(
      code: "RF-502", name: "立式冷柜 188升", family: 1, subfamily: "冷柜", template: "fridge", size: 0.8, weight: 4),
    Good(
      code: "RF-601", name: "酒柜 36支", family: 1, subfamily: "酒柜", template: "fridge", size: 0.9, weight: 3),
    Good(
      code: "SA-101", name: "智能电饭煲 3升", family: 2, subfamily: "厨房", template: "cooker", size: 0.85, weight: 13
    ),
    Good(
      code: "SA-102", name: "智能电饭煲 4升 IH", family: 2, subfamily: "厨房", template: "cooker", size: 1.3,
      weight: 13),
    Good(
      code: "SA-103", name: "电压力锅 5升", family: 2, subfamily: "厨房", template: "cooker", size: 1.15, weight: 12),
    Good(
      code: "SA-104", name: "空气炸锅 4.5升", family: 2, subfamily: "厨房", template: "cooker", size: 1.0, weight: 14
    ),
    Good(
      code: "SA-105", name: "破壁机 1.75升", family: 2, subfamily: "厨房", template: "motor", size: 1.25, weight: 9),
    Good(
      code: "SA-106", name: "电水壶 1.7升", family: 2, subfamily: "厨房", template: "cooker", size: 0.4, weight: 6),
    Good(code: "SA-201", name: "落地扇", family: 2, subfamily: "环境", template: "motor", size: 0.7, weight: 8),
    Good(
      code: "SA-202", name: "空气循环扇 直流", family: 2, subfamily: "环境", template: "motor", size: 1.1, weight: 8),
    Good(
      code: "SA-203", name: "除湿机 20升", family: 2, subfamily: "环境", template: "motor", size: 2.6, weight: 6),
    Good(
      code: "SA-204", name: "加湿器 5升", family: 2, subfamily: "环境", template: "motor", size: 0.65, weight: 5),
    Good(
      code: "SA-205", name: "石墨烯取暖器", family: 2, subfamily: "环境", template: "cooker", size: 1.2, weight: 6),
  ]

  /// Sub-assemblies (code, name), made and never sold.
  static let assemblies: [(code: String, name: String)] = [
    ("ZJ-01", "空调压缩机组件"), ("ZJ-02", "柜机压缩机组件"), ("ZJ-03", "冰箱压缩机组件"), ("ZJ-04", "空调控制板"),
    ("ZJ-05", "冰箱控制板"), ("ZJ-06", "小家电控制板"), ("ZJ-07", "蒸发器总成"), ("ZJ-08", "冷凝器总成"),
    ("ZJ-09", "风机组件"), ("ZJ-10", "冰箱箱体发泡组件"), ("ZJ-11", "冰箱门体组件"), ("ZJ-12", "加热组件"),
  ]

  struct Material {
    let code: String
    let name: String
    let unit: String
    let price: Double
    /// Index of the usual supplier in `SupplierData`.
    let supplier: Int
    let lotMultiple: Int
  }

  private static func bought(
    _ code: String, _ name: String, _ unit: String, _ price: Double, _ supplier: Int, _ lot: Int
  ) -> Material {
    Material(code: code, name: name, unit: unit, price: price, supplier: supplier, lotMultiple: lot)
  }

  static let materials: [Material] = [
    bought("WL-001", "压缩机 1.5匹 变频", "台", 288, 0, 20), bought("WL-002", "压缩机 3匹 变频", "台", 545, 0, 10),
    bought("WL-003", "压缩机 冰箱用", "台", 178, 1, 20), bought("WL-004", "铜管", "千克", 68.5, 2, 100),
    bought("WL-005", "铝箔", "千克", 24.6, 3, 100), bought("WL-006", "镀锌钢板", "千克", 5.35, 4, 500),
    bought("WL-007", "冷轧钢板", "千克", 4.85, 4, 500), bought("WL-008", "不锈钢板", "千克", 16.4, 5, 200),
    bought("WL-009", "ABS 塑料", "千克", 12.2, 6, 200), bought("WL-010", "PP 塑料", "千克", 8.4, 6, 200),
    bought("WL-011", "HIPS 塑料", "千克", 9.9, 7, 200), bought("WL-012", "聚氨酯发泡料", "千克", 14.8, 8, 100),
    bought("WL-013", "直流风机电机", "台", 46, 9, 50), bought("WL-014", "室外风机电机", "台", 62, 9, 50),
    bought("WL-015", "破壁机电机", "台", 31, 10, 50), bought("WL-016", "步进电机", "个", 5.6, 10, 100),
    bought("WL-017", "主控芯片", "片", 9.8, 11, 500), bought("WL-018", "功率模块 IPM", "片", 23.5, 12, 200),
    bought("WL-019", "电容电阻套件", "套", 7.4, 13, 200), bought("WL-020", "印制电路板", "块", 6.9, 14, 200),
    bought("WL-021", "显示屏", "块", 8.6, 14, 100), bought("WL-022", "遥控器", "个", 9.2, 15, 100),
    bought("WL-023", "Wi-Fi 模组", "个", 8.1, 12, 200), bought("WL-024", "电源线", "条", 5.2, 16, 200),
    bought("WL-025", "连接线束", "套", 8.8, 16, 200), bought("WL-026", "四通阀", "个", 26.5, 17, 50),
    bought("WL-027", "电子膨胀阀", "个", 24, 17, 50), bought("WL-028", "截止阀", "个", 8.9, 17, 100),
    bought("WL-029", "制冷剂 R32", "千克", 26, 8, 50), bought("WL-030", "制冷剂 R600a", "千克", 21, 8, 20),
    bought("WL-031", "发热盘", "个", 17.5, 18, 50), bought("WL-032", "温度传感器", "个", 2.6, 13, 500),
    bought("WL-033", "内胆", "个", 21, 18, 50), bought("WL-034", "贯流风叶", "个", 8.3, 19, 100),
    bought("WL-035", "轴流风叶", "个", 9.5, 19, 100), bought("WL-036", "门封条", "米", 4.1, 19, 200),
    bought("WL-037", "钢化玻璃面板", "块", 34, 20, 20), bought("WL-038", "减震垫", "套", 3.4, 19, 200),
    bought("WL-039", "紧固件", "套", 2.8, 5, 500), bought("WL-040", "纸箱（大）", "个", 13.6, 21, 50),
    bought("WL-041", "纸箱（小）", "个", 3.9, 21, 100), bought("WL-042", "泡沫衬垫", "套", 5.8, 22, 100),
  ]
}
