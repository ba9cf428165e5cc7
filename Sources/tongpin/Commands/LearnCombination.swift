// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ForecastMethods
import Forecasting

/// `tongpin learn-combination`: series of many sets in, the table that weighs the members of the automatic choice out.
struct LearnCombination: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn-combination",
    abstract: "Learns from many series how the automatic choice weighs its methods.",
    discussion: """
      Each set is a CSV file as tongpin forecast reads it, with the length of its season and the horizon that matters: NAME=FILE:SEASON:HORIZON. The last HORIZON \
      values of every series play the future; do not give values on which the result will be judged. Made-up series of many kinds are learnt from \
      beside them. The same files give the same table.

      Examples
        tongpin learn-combination --set shops=shops.csv:12:12 --set parts=parts.csv:52:13 --output table.csv
        tongpin learn-combination --set a=a.csv:12:18 --set b=b.csv:4:8 --leave-one-out tables
        tongpin forecast sales.csv --horizon 12 --table table.csv
      """)

  struct Source: ExpressibleByArgument {
    let name: String
    let path: String
    let seasonLength: Int
    let horizon: Int

    init?(argument: String) {
      let halves = argument.split(separator: "=", maxSplits: 1)
      guard halves.count == 2 else { return nil }
      let parts = halves[1].split(separator: ":")
      guard parts.count == 3, let season = Int(parts[1]), let horizon = Int(parts[2]) else { return nil }
      guard (1...1_000).contains(season), (1...ForecastLimits.horizon).contains(horizon) else { return nil }
      // The name becomes part of a file's name.
      guard halves[0].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }) else { return nil }
      (name, path, seasonLength, self.horizon) = (String(halves[0]), String(parts[0]), season, horizon)
    }
  }

  @Option(name: .customLong("set"), help: "NAME=FILE:SEASON:HORIZON; give it once a set.")
  var sources: [Source]

  @Option(help: "How many made-up series are learnt from beside them.")
  var simulated = 500

  @Option(help: "Folder for a table that does without each set in turn: without-NAME.csv.")
  var leaveOneOut: String?

  @Option(help: "File for the table; standard output when left out.")
  var output: String?

  @Option(help: "Threads; the result does not depend on them.")
  var threads = 2

  func validate() throws {
    guard !sources.isEmpty else { throw ValidationError("--set needs at least one NAME=FILE:SEASON:HORIZON") }
    guard Set(sources.map(\.name)).count == sources.count else { throw ValidationError("--set names a set twice") }
    guard (0...100_000).contains(simulated) else { throw ValidationError("--simulated needs 0 to 100000, has \(simulated)") }
    guard (1...256).contains(threads) else { throw ValidationError("--threads needs 1 to 256, has \(threads)") }
  }

  func run() throws {
    do {
      var sets: [[TrainingExample]] = []
      for source in sources {
        sets.append(try examples(source))
        ByteWriter.complain("\(source.name): \(sets[sets.count - 1].count) series to learn from")
      }
      let invented = try examples(simulated: simulated)
      let training = CombinationTraining()
      try write(training.table(sets + [invented]), without: nil, sets, to: output)
      for (index, source) in sources.enumerated() where leaveOneOut != nil {
        let others = sets.enumerated().filter { $0.offset != index }.map(\.element)
        try write(training.table(others + [invented]), without: source.name, sets, to: (leaveOneOut ?? "") + "/without-\(source.name).csv")
      }
    } catch let error as any CustomStringConvertible & Error {
      ByteWriter.complain("tongpin learn-combination: \(error.description)")
      throw ExitCode.failure
    }
  }

  private func examples(_ source: Source) throws -> [TrainingExample] {
    let file = try ByteReader(source.path)
    var reader = SeriesRecordReader(options: .init(granularity: nil, seasonLength: source.seasonLength), source: file.piece)
    var found: [TrainingExample] = []
    let horizon = source.horizon
    try OrderedWork(threads: threads).run(
      next: { try reader.next() },
      work: { record in
        record.series.flatMap { TrainingExample($0, horizon: horizon, members: CombinationTraining.usualMembers) }
      }, deliver: { if let example = $0 { found.append(example) } })
    return found
  }

  private func examples(simulated count: Int) throws -> [TrainingExample] {
    var seed: UInt64 = 0
    var found: [TrainingExample] = []
    try OrderedWork(threads: threads).run(
      next: { () -> UInt64? in
        guard seed < UInt64(count) else { return nil }
        seed += 1
        return seed - 1
      },
      work: { seed -> TrainingExample? in
        let made = SimulatedSeries(seed: seed)
        return TrainingExample(made.series, horizon: made.horizon, members: CombinationTraining.usualMembers)
      }, deliver: { if let example = $0 { found.append(example) } })
    return found
  }

  private func write(_ table: CombinationTable, without left: String?, _ sets: [[TrainingExample]], to path: String?) throws {
    let counts = zip(sources, sets).filter { $0.0.name != left }.map {
      "\($0.name) (\($1.count) series, season \($0.seasonLength), horizon \($0.horizon))"
    }
    let output = try ByteWriter(path)
    try output.write("# Learnt by tongpin learn-combination from \(counts.joined(separator: ", ")) and \(simulated) made-up series.\n")
    try output.write(table.text)
    try output.flush()
  }
}
