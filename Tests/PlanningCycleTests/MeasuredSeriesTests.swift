// SPDX-License-Identifier: Apache-2.0
import NumericalMethods
import Testing

@testable import PlanningCycle

/// Sees: money that is lost or counted twice, series that stand for another group or for one of another size, and a choice that depends on anything but its input.
@Suite("Series measured for all")
struct MeasuredSeriesTests {
  @Test("a company of a thousand series or fewer is measured whole")
  func whole() {
    let sample = MeasuredSeries(weights: [3, 1, 2], groupOf: [0, 1, 0])
    #expect(sample.measured == [0, 1, 2] && sample.weights == [3, 1, 2] && sample.standIns == [0, 1, 2])
  }

  @Test("of more, neighbours by size within the group stand for each other, and their money goes with them")
  func sampled() {
    var random = RandomStream(seed: 4)
    let weights = (0..<5_000).map { _ in exponential(2 * random.normal()) }
    let groupOf = (0..<5_000).map { $0 % 7 == 0 ? 1 : $0 == 4_999 ? 2 : 0 }
    let sample = MeasuredSeries(weights: weights, groupOf: groupOf)
    #expect(sample.measured.count <= MeasuredSeries.most + 3 && sample.measured.count > 900)
    #expect(sample.measured == sample.measured.sorted())
    #expect(abs(sample.weights.reduce(0, +) - weights.reduce(0, +)) < 1e-9)
    for series in weights.indices { #expect(groupOf[sample.measured[sample.standIns[series]]] == groupOf[series]) }
    #expect(sample.measured[sample.standIns[4_999]] == 4_999)
    // Within a group, whoever is larger never has a stand-in that is smaller.
    let bySize = weights.indices.filter { groupOf[$0] == 0 }.sorted { weights[$0] > weights[$1] }
    let sizes = bySize.map { weights[sample.measured[sample.standIns[$0]]] }
    #expect(sizes == sizes.sorted(by: >))
    #expect(MeasuredSeries(weights: weights, groupOf: groupOf).standIns == sample.standIns)
  }
}
