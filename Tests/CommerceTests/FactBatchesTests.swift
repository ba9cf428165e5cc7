// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Commerce

/// The batch of each row. Sees: a row that forgets its batch, two ways of keeping the same that differ.
@Suite("The batch of each row")
struct FactBatchesTests {
  @Test("rows of one batch and of many give back what was said")
  func kept() {
    let values: [Int64] = [7, 7, 7, 9, 0, 7, 1 << 40]
    var batches = FactBatches()
    for (count, value) in values.enumerated() {
      batches.append(value)
      #expect(Array(batches) == Array(values.prefix(count + 1)))
    }
    #expect(FactBatches(repeating: 4, count: 3) == [4, 4, 4] && FactBatches() == [])
    #expect(FactBatches(repeating: 4, count: 3).hashValue == FactBatches([4, 4, 4]).hashValue)
    #expect(FactBatches([4, 5]) != [4, 4])
  }

  @Test("rows that said no batch get one, the others keep theirs")
  func settled() {
    #expect(FactBatches(repeating: 0, count: 2).settled(8) == [8, 8])
    #expect(FactBatches(repeating: 3, count: 2).settled(8) == [3, 3])
    #expect(FactBatches([0, 3, 0]).settled(8) == [8, 3, 8])
    #expect(FactBatches().settled(8) == [])
  }
}
