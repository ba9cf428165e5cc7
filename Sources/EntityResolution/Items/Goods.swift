// SPDX-License-Identifier: Apache-2.0

/// An item as one record tells it.
public struct Goods: Hashable, Sendable {
  public let code: String
  public let name: String?
  public let englishName: String?
  /// 规格型号, where it stands apart from the name.
  public let specification: String?
  public let unit: String?
  public let isMaster: Bool

  public init(
    code: String, name: String? = nil, englishName: String? = nil, specification: String? = nil, unit: String? = nil, isMaster: Bool = true
  ) {
    self.code = code
    self.name = name
    self.englishName = englishName
    self.specification = specification
    self.unit = unit
    self.isMaster = isMaster
  }
}

/// An item read once.
struct ReadGoods: Sendable {
  let key: String
  let code: CodeForm?
  let name: GoodsName?
  let unit: [UInt32]
  let isMaster: Bool

  init(_ goods: Goods) {
    key = goods.code + "\u{1}" + (goods.name ?? "") + "\u{1}" + (goods.specification ?? "")
    let told = goods.name.flatMap { $0.isEmpty || $0 == goods.code ? nil : $0 }
    let isName = told == nil && ReadParty.looksLikeName(goods.code)
    code = isName ? nil : CodeForm(goods.code)
    let words = [told ?? goods.englishName ?? (isName ? goods.code : nil), goods.specification].compactMap { $0 }
    name = words.isEmpty ? nil : GoodsName(words.joined(separator: " "))
    unit = ReadGoods.unit(goods.unit)
    isMaster = goods.isMaster
  }

  /// 台, 件 and 个 are what one piece is called; kilogram has three names.
  private static func unit(_ text: String?) -> [UInt32] {
    guard let text else { return [] }
    let folded = FoldText.scalars(text).filter { $0 != 0x20 && $0 != 0x2E }
    switch FoldText.text(folded) {
    case "pcs", "pc", "ea", "each", "件", "个", "只", "台", "piece": return FoldText.scalars("件")
    case "kg", "公斤", "千克": return FoldText.scalars("kg")
    case "l", "升", "公升": return FoldText.scalars("l")
    default: return folded
    }
  }
}
