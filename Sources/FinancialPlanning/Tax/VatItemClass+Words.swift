// SPDX-License-Identifier: Apache-2.0

extension VatItemClass {
  /// A class as files name it, in Chinese or English, or by its code; nil for words that mean none of them.
  public init?(text: String) {
    let word = text.lowercased().filter { !$0.isWhitespace }
    guard !word.isEmpty else { return nil }
    // The narrower words first: 低税率货物 is no 货物.
    let words: [(VatItemClass, [String])] = [
      (.export, ["export", "出口"]), (.lowRateGoods, ["low-rate-goods", "lowrate", "低税率", "农产品", "自来水", "天然气", "暖气", "图书", "饲料", "化肥"]),
      (.leasing, ["leasing", "有形动产租赁", "动产租赁"]), (.realEstate, ["real-estate", "realestate", "不动产"]),
      (.construction, ["construction", "建筑", "施工", "工程"]), (.transport, ["transport", "运输"]), (.post, ["post", "邮政"]),
      (.basicTelecom, ["basic-telecom", "基础电信"]), (.financialServices, ["financial", "金融"]),
      (.lifeServices, ["life-services", "生活服务", "餐饮", "住宿"]), (.intangibles, ["intangible", "无形资产", "专利", "商标"]),
      (.modernServices, ["modern-services", "service", "现代服务", "服务", "软件", "信息技术", "咨询", "研发"]),
      (.goods, ["goods", "货物", "商品", "加工", "修理", "修配"]),
    ]
    guard let known = words.first(where: { $0.1.contains { word.contains($0) } }) else { return nil }
    self = known.0
  }
}
