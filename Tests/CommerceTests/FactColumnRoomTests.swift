// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Commerce

/// Sees: a value that changes when a column takes more room. Does not see: how much memory that is.
@Suite("A column in the least room that holds it")
struct FactColumnRoomTests {
  private static let values: [[Int64]] = [
    [], [0], [0, 0, 0], [1, 2, -3], [0, 0, Int64(Int32.max), 0, Int64(Int32.min)], [0, 5, Int64(Int32.max) + 1, 7, 0],
    [Int64.min, 0, Int64.max], [0, 0, Int64(Int32.min) - 1],
  ]

  @Test("integers read back as they were put in, one after the other or at once, whatever their size")
  func integers() {
    for values in Self.values {
      var one = FactIntegers()
      for value in values { one.append(value) }
      #expect(Array(one) == values && Array(FactIntegers(values)) == values)
      // A column that was made at once goes on growing.
      for next in [0, 9, Int64.max] {
        var more = FactIntegers(values)
        more.append(next)
        #expect(Array(more) == values + [next])
      }
    }
  }

  @Test("presence reads back as it was put in, one after the other or at once")
  func presence() {
    for count in 0...5 {
      for bits in 0..<(1 << count) {
        let values = (0..<count).map { bits >> $0 & 1 == 1 }
        var one = FactPresence()
        for value in values { one.append(value) }
        #expect(Array(one) == values && Array(FactPresence(values)) == values)
        for next in [true, false] {
          var more = FactPresence(values)
          more.append(next)
          #expect(Array(more) == values + [next])
        }
      }
    }
  }

  @Test("a sealed table takes more rows, and a text it knows keeps its number")
  func sealed() {
    var table = FactTable(kind: .organisations)
    table.append(["code": .text("A"), "name": .text("甲")], line: 2)
    table.seal()
    table.append(["code": .text("B"), "name": .text("甲")], line: 3)
    let code = table.schema.index(of: "code")
    table.append(line: 4, batch: 7) { place, column in
      if place == code { column.append(text: "C") } else { column.appendMissing() }
    }
    #expect(table["name"].texts == ["甲"] && table["code"].texts == ["A", "B", "C"])
    #expect(table["name"].text(1) == "甲" && table["name"].text(2) == nil && table.batches == [0, 0, 7] && table.lines == [2, 3, 4])
  }
}
