// SPDX-License-Identifier: Apache-2.0

/// The one form of a text in which width, case, brackets and 繁體 make no difference; blanks and what it means stay.
enum FoldText {
  /// Characters of the table in pairs: 繁, 简. What company and item names are written with; no dictionary of a language.
  private static let pairs =
    "東东國国電电機机器器業业貿贸實实資资團团廣广灣湾龍龙興兴豐丰億亿萬万聯联發发達达遠远運运進进際际陽阳陳陈偉伟衛卫學学醫医藥药車车輪轮鐵铁"
    + "鋼钢銅铜銀银錢钱鏈链門门間间開开關关閩闽寧宁濟济漢汉滬沪蘇苏瀋沈慶庆貴贵雲云臺台財财貨货賓宾賽赛輕轻軟软農农鄉乡鋪铺錦锦鍋锅鎮镇長长"
    + "雙双雜杂靜静韓韩順顺頭头顧顾飛飞飯饭飲饮馬马駿骏鮮鲜鳳凤麗丽麥麦黃黄齊齐華华爾尔網网絡络術术務务銷销產产設设備备環环境境節节儀仪"
    + "維维經经營营紡纺織织紙纸線线縣县區区島岛無无錫锡號号廠厂總总裝装飾饰圖图書书報报傳传媒媒體体動动畫画園园藝艺樂乐塊块條条個个隻只"
    + "臺台灶灶風风熱热濕湿氣气壓压縮缩濾滤燈灯線线纜缆閥阀鑄铸鍛锻釘钉鎖锁鏡镜鑽钻鋁铝鋰锂鈦钛鎳镍鋅锌礦矿磚砖塗涂壺壶"

  private static let simplified: [UInt32: UInt32] = {
    var table: [UInt32: UInt32] = [:]
    let scalars = Array(pairs.unicodeScalars)
    for index in stride(from: 0, to: scalars.count - 1, by: 2) { table[scalars[index].value] = scalars[index + 1].value }
    return table
  }()

  /// Brackets, dashes and dots that mean the same, and one plain form of each.
  private static let plain: [UInt32: UInt32] = [
    0x3010: 0x28, 0x3011: 0x29, 0x3014: 0x28, 0x3015: 0x29, 0x5B: 0x28, 0x5D: 0x29, 0x7B: 0x28, 0x7D: 0x29, 0x300A: 0x28, 0x300B: 0x29,
    0x2013: 0x2D, 0x2014: 0x2D, 0x2212: 0x2D, 0x30FB: 0xB7, 0x2022: 0xB7, 0x3002: 0x2E, 0x3001: 0x2C, 0xD7: 0x2A, 0x2103: 0x43,
  ]

  /// Nothing that is kept: marks of byte order, joiners, blanks without width.
  private static let unseen: Set<UInt32> = [0xFEFF, 0x200B, 0x200C, 0x200D, 0x2060, 0xAD]

  /// Scalars in their plain form; any blank is one space, none at either end.
  static func scalars(_ text: String) -> [UInt32] {
    var result: [UInt32] = []
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      var value = scalar.value
      if unseen.contains(value) { continue }
      if value >= 0xFF01, value <= 0xFF5E { value -= 0xFEE0 }
      if value == 0x3000 || value == 0xA0 || (value <= 0x20) || (0x2000...0x200A).contains(value) { value = 0x20 }
      value = plain[value] ?? value
      if value >= 0x41, value <= 0x5A { value += 0x20 }
      value = value > 0x3400 ? simplified[value] ?? value : value
      if value == 0x20, result.last == 0x20 || result.isEmpty { continue }
      result.append(value)
    }
    if result.last == 0x20 { result.removeLast() }
    return result
  }

  static func text(_ scalars: some Sequence<UInt32>) -> String {
    var view = String.UnicodeScalarView()
    for value in scalars { if let scalar = Unicode.Scalar(value) { view.append(scalar) } }
    return String(view)
  }

  static func isChinese(_ value: UInt32) -> Bool { (0x3400...0x9FFF).contains(value) || (0x2_0000...0x3_134F).contains(value) }
  static func isDigit(_ value: UInt32) -> Bool { (0x30...0x39).contains(value) }
  static func isLetter(_ value: UInt32) -> Bool { (0x61...0x7A).contains(value) }
  static func isLatin(_ value: UInt32) -> Bool { isDigit(value) || isLetter(value) || (value >= 0xC0 && value < 0x250) }
}

extension [UInt32] {
  /// Where `part` begins, at or after `start`; nil where it is not.
  func firstIndex(of part: [UInt32], from start: Int = 0) -> Int? {
    guard !part.isEmpty, count >= part.count + start else { return nil }
    var position = start
    while position + part.count <= count {
      if self[position] == part[0], self[position..<(position + part.count)].elementsEqual(part) { return position }
      position += 1
    }
    return nil
  }

  func hasSuffix(_ part: [UInt32]) -> Bool { count >= part.count && self[(count - part.count)...].elementsEqual(part) }
  func hasPrefix(_ part: [UInt32]) -> Bool { count >= part.count && self[..<part.count].elementsEqual(part) }
}
