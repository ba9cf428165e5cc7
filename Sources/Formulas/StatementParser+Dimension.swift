// SPDX-License-Identifier: Apache-2.0

extension StatementParser {
  mutating func dimension() throws(NotUnderstood) -> DimensionDeclaration {
    let names = try names()
    let numbers = parser.reader.take(":") ? try numbers() : nil
    var hierarchies: [DimensionDeclaration.Hierarchy] = []
    var properties: [DimensionDeclaration.Property] = []
    while !current.isEnd {
      if parser.reader.takeWord("hierarchy") {
        let name = try self.names()
        try parser.reader.expect(":", after: Wording("层级体系的名字", "the name of the hierarchy"))
        var levels: [Names] = []
        repeat { levels.append(try self.names()) } while parser.reader.take(",")
        hierarchies.append(DimensionDeclaration.Hierarchy(names: name, levels: levels))
      } else if parser.reader.takeWord("property") {
        let name = try self.names()
        try parser.reader.expect(":", after: Wording("属性的名字", "the name of the property"))
        properties.append(DimensionDeclaration.Property(names: name, kind: try propertyKind()))
      } else {
        throw parser.reader.unexpected(
          Wording(
            "维度由 hierarchy 和 property 组成，这里是 \(current.shown)。",
            "A dimension has hierarchies and properties, here stands \(current.shown)."))
      }
    }
    return DimensionDeclaration(
      names: names, numbers: numbers, hierarchies: hierarchies, properties: properties)
  }

  private mutating func numbers() throws(NotUnderstood) -> ClosedRange<Int> {
    let lower = try parser.reader.expectWholeNumber(Wording("第一个成员", "The first member"))
    try parser.reader.expect("..", after: Wording("第一个成员", "the first member"))
    let upper = try parser.reader.expectWholeNumber(Wording("最后一个成员", "The last member"))
    guard lower <= upper, upper - lower < 100_000 else {
      throw parser.reader.unexpected(
        Wording(
          "编号维度从小到大，最多 100,000 个成员。", "A numbered dimension runs upward and has at most 100,000 members."))
    }
    return lower...upper
  }

  private mutating func propertyKind() throws(NotUnderstood) -> DimensionDeclaration.Property.Kind {
    if parser.reader.takeWord("number") { return .number(try unit()) }
    if parser.reader.takeWord("text") { return .text }
    return .reference(
      try parser.reader.expectWord(Wording("number、text 或维度", "number, text or a dimension")).text)
  }
}
