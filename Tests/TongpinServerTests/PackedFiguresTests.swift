// SPDX-License-Identifier: Apache-2.0
import NumericalMethods
import Testing
import Wire

@testable import TongpinServer

/// Figures of a row in one text are the figures of a list, sign, zeros and blanks included.
@Suite struct PackedFiguresTests {
  @Test("packed figures are those of the list, whatever their size", arguments: [0, 2, 6])
  func sameFigures(decimals: Int) {
    var chance = RandomStream(seed: 42)
    var values: [Double?] = [0, -0.0, 0.004, -0.005, 0.01, -0.01, 1, -1, 10, 999.995, -123_456_789.125, nil, .nan, .infinity, 9e18]
    for _ in 0..<500 {
      let size = Double(Int.random(in: 0..<1_000_000_000, using: &chance))
      values.append((Int.random(in: 0..<2, using: &chance) == 0 ? 1 : -1) * size / 977)
    }
    let list = values.map { JSON.figure($0, decimals: decimals).text ?? "" }
    #expect(JSON.packed(values, decimals: decimals).text == list.joined(separator: ","))
    #expect(JSON.packed([], decimals: decimals).text == "")
  }
}
