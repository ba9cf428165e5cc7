// SPDX-License-Identifier: Apache-2.0

/// An attribute of a measure: its values and what it says. The one table of them, for the check, the manual and editors.
public struct AttributeSignature: Sendable {
  public let key: String
  /// The first is the default; `…` stands for a name, a text or a formula.
  public let values: [String]
  public let words: Wording

  private init(_ key: String, _ values: [String], _ chinese: String, _ english: String) {
    self.key = key
    self.values = values
    words = Wording(chinese, english)
  }

  public static let all: [AttributeSignature] = [
    AttributeSignature(
      "total", ["sum", "average", "ratio(a / b)", "weighted(x by y)", "none"], "上级成员的值", "value at parents of a dimension"),
    AttributeSignature(
      "time", ["sum", "first", "last", "average", "ratio(a / b)", "weighted(x by y)", "none"], "季、年的值", "value of a longer period"),
    AttributeSignature("blank", ["zero", "missing"], "空单元格是什么", "what an empty cell is"),
    AttributeSignature("good", ["up", "down", "neutral"], "向好的方向", "favourable sense"),
    AttributeSignature("edit", ["…"], "改这个指标时写哪个输入", "the input that editing this measure writes"),
    AttributeSignature("basis", ["none", "含税", "不含税"], "税口径", "tax basis"),
    AttributeSignature("note", ["…"], "口径说明", "what the figure means"),
    AttributeSignature("hidden", ["no", "yes"], "不在屏幕上显示", "left off the screens"),
    AttributeSignature("was", ["…"], "旧名字，改名后输入不丢", "old id: a rename keeps inputs"),
    AttributeSignature("of", ["…"], "检查的容差相对于哪个指标", "the measure that a check's tolerance is relative to"),
  ]

  public static let keys: [String] = all.map(\.key)
}
