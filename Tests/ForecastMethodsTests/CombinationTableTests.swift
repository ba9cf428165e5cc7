// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods
import Testing

@testable import ForecastMethods

/// How the members of a combination are weighed. Sees weights that do not follow table and errors; says nothing of how good the learnt table is.
@Suite struct CombinationTableTests {
  private static let twins = CombinationTable(
    members: [.exponentialSmoothing, .theta, .drift], rows: [.zero, .zero, .zero], errorWeight: (2, 0))

  private func features() throws -> SeriesFeatures {
    SeriesFeatures(try exampleSeries().values, seasonLength: 12, horizon: 12)
  }

  @Test("without a past all members of an empty table count alike, and those that cannot be fitted not at all")
  func withoutAPast() throws {
    let weights = Self.twins.weights(try features(), able: [true, false, true], errors: [], origins: 0)
    #expect(weights == [0.5, 0, 0.5])
  }

  @Test("who was twice as wrong in the past counts a quarter, at three origins")
  func errors() throws {
    let weights = Self.twins.weights(try features(), able: [true, true, true], errors: [10, 20, .nan], origins: 3)
    #expect(abs(weights[1] / weights[0] - 0.25) < 1e-12)
    #expect(abs(weights.reduce(0, +) - 1) < 1e-12)
    // Untested: taken to be e^0.5 times as wrong as the median.
    #expect(weights[2] < weights[0])
  }

  @Test("a table is read back as it was written, and says in which line it cannot be read")
  func text() throws {
    let table = CombinationTable.learnt
    #expect(try CombinationTable(text: "# where from\n" + table.text) == table)
    let broken = table.text.replacing("drift", with: "ets")
    let error = #expect(throws: ForecastError.self) { try CombinationTable(text: broken) }
    #expect(error?.code == .tableNotReadable)
    #expect(error?.detail == "\"ets\" cannot be a member here")
    #expect(throws: ForecastError.self) { try CombinationTable(text: "") }
    #expect(throws: ForecastError.self) { try CombinationTable(text: table.text.replacing("errors,", with: "errors,x")) }
  }

  @Test("learning from series without a season or trend takes the weight from drift, and gives the same table twice")
  func learning() throws {
    var stream = RandomStream(seed: 3)
    let examples = (0..<40).compactMap { _ -> TrainingExample? in
      let values = (0..<50).map { _ in 100 + 10 * stream.normal() }
      return (try? Series(values, seasonLength: 1)).flatMap { TrainingExample($0, horizon: 6, members: [.mean, .naive, .drift]) }
    }
    #expect(examples.count == 40)
    let training = CombinationTraining(members: [.mean, .naive, .drift], steps: 200, shrinkage: 1e-3)
    let table = training.table([examples])
    let noise = (0..<50).map { _ in 100 + 10 * stream.normal() }
    let weights = table.weights(
      SeriesFeatures(noise, seasonLength: 1, horizon: 6), able: [true, true, true], errors: [], origins: 0)
    #expect(weights[0] > 0.6, "\(weights)")
    #expect(weights[2] < 0.2, "\(weights)")
    #expect(training.table([examples]) == table)
  }

  @Test("demand that comes now and then is told by its pauses, not by its season")
  func intermittent() throws {
    func seen(_ values: [Double], _ season: Int) throws -> SeenSeries {
      SeenSeries(try Series(values, seasonLength: season), season: nil, dropping: 0)
    }
    let parts: [Double] = [0, 0, 3, 0, 1, 0, 0, 0, 2, 0, 0, 5, 0, 0, 1, 0, 0, 0, 0, 2, 0, 1, 0, 0]
    #expect(try seen(parts, 12).isIntermittent)
    // Air conditioners: nothing in winter, every year.
    let summer: [Double] = [0, 0, 0, 5, 20, 60, 90, 70, 20, 0, 0, 0]
    #expect(try !seen(Array(repeating: summer, count: 5).flatMap { $0 }, 12).isIntermittent)
    // Sold since March, every month.
    #expect(try !seen([Double](repeating: 0, count: 20) + [4, 6, 3, 7, 5, 6], 12).isIntermittent)
    #expect(try !seen([Double](repeating: 0, count: 20), 12).isIntermittent)
    #expect(try !seen(parts.map { $0 - 1 }, 12).isIntermittent)
  }
}
