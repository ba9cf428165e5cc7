// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A number with its unit within a name, in the base unit of its kind: 0.5L and 500 毫升 are both 500 ml.
struct GoodsMeasure: Hashable, Comparable, Sendable, CustomStringConvertible {
  let value: FixedPoint
  let unit: String

  static func < (left: GoodsMeasure, right: GoodsMeasure) -> Bool { left.key < right.key }
  private var key: (String, Int64, Int) { (unit, value.mantissa, value.scale) }

  var description: String { value.description + unit }

  /// Unit as written → base unit and how many decimal places it is moved by.
  private static let units: [String: (base: String, shift: Int)] = {
    let table: [(String, String, Int)] = [
      ("l", "ml", 3), ("升", "ml", 3), ("公升", "ml", 3), ("ml", "ml", 0), ("毫升", "ml", 0), ("cc", "ml", 0), ("kg", "g", 3), ("公斤", "g", 3),
      ("千克", "g", 3), ("g", "g", 0), ("克", "g", 0), ("mg", "mg", 0), ("毫克", "mg", 0), ("t", "t", 0), ("吨", "t", 0), ("m", "mm", 3),
      ("米", "mm", 3),
      ("cm", "mm", 1), ("厘米", "mm", 1), ("公分", "mm", 1), ("mm", "mm", 0), ("毫米", "mm", 0), ("kw", "w", 3), ("千瓦", "w", 3), ("w", "w", 0),
      ("瓦", "w", 0), ("v", "v", 0), ("伏", "v", 0), ("kv", "v", 3), ("a", "a", 0), ("安", "a", 0), ("hz", "hz", 0), ("mah", "mah", 0),
      ("毫安时", "mah", 0),
      ("匹", "匹", 0), ("p", "匹", 0), ("hp", "匹", 0), ("寸", "寸", 0), ("英寸", "寸", 0), ("inch", "寸", 0), ("\"", "寸", 0), ("gb", "gb", 0),
      ("tb", "gb", 3),
      ("码", "码", 0), ("级", "级", 0), ("门", "门", 0), ("片", "片", 0), ("粒", "粒", 0), ("支", "支", 0), ("枚", "枚", 0), ("包", "包", 0), ("袋", "包", 0),
      ("盒", "盒", 0), ("瓶", "瓶", 0), ("罐", "罐", 0), ("抽", "抽", 0), ("卷", "卷", 0), ("人份", "人份", 0), ("度", "度", 0), ("k", "k", 0),
      ("目", "目", 0),
    ]
    return Dictionary(uniqueKeysWithValues: table.map { ($0.0, ($0.1, $0.2)) })
  }()

  /// The unit that begins at `start`: Latin letters as a whole, Chinese the longest that is known; nil for none.
  static func read(_ number: [UInt32], _ text: [UInt32], at start: Int) -> (measure: GoodsMeasure, end: Int)? {
    guard let value = FixedPoint(FoldText.text(number)) else { return nil }
    var start = start
    if start < text.count, text[start] == 0x20 { start += 1 }
    guard start < text.count else { return nil }
    if FoldText.isChinese(text[start]) || text[start] == 0x22 {
      for length in [3, 2, 1] where start + length <= text.count {
        if let known = units[FoldText.text(text[start..<(start + length)])] { return made(value, known, start + length) }
      }
      return nil
    }
    var end = start
    while end < text.count, FoldText.isLetter(text[end]) { end += 1 }
    // What goes on with a digit is a model, 50w3 no more than w3.
    guard end > start, end == text.count || !FoldText.isDigit(text[end]), let known = units[FoldText.text(text[start..<end])] else {
      return nil
    }
    return made(value, known, end)
  }

  private static func made(_ value: FixedPoint, _ unit: (base: String, shift: Int), _ end: Int) -> (GoodsMeasure, Int)? {
    guard let (mantissa, scale) = shifted(value, by: unit.shift) else { return nil }
    return (GoodsMeasure(value: FixedPoint(mantissa: mantissa, scale: scale), unit: unit.base), end)
  }

  /// The number times a power of ten, without zeros behind the point.
  private static func shifted(_ value: FixedPoint, by shift: Int) -> (Int64, Int)? {
    var (mantissa, scale) = (value.mantissa, value.scale - shift)
    while scale < 0 {
      let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      (mantissa, scale) = (product, scale + 1)
    }
    while scale > 0, mantissa % 10 == 0 { (mantissa, scale) = (mantissa / 10, scale - 1) }
    return (mantissa, scale)
  }
}
