// SPDX-License-Identifier: Apache-2.0

import Formulas

/// How a circle within one period is solved: guess, calculate, compare, again.
struct LoopPlan: Sendable {
  /// Blocks whose value is guessed: from the previous period, 0 at the first.
  let variables: [Int]
  /// A sweep is the last when every guess moved by at most tolerance × (1 + |guess|).
  let tolerance: Double
  /// Most sweeps of a period.
  let limit: Int
}

/// The loop of one group of blocks; no variables where none is declared.
struct DeclaredLoop {
  var variables: Set<Int> = []
  var plan = LoopPlan(
    variables: [], tolerance: LoopDeclaration.defaultTolerance, limit: LoopDeclaration.defaultLimit)
}

extension ModelChecker {
  /// Names and limits of `loop` statements.
  mutating func declareLoops() {
    for loop in parsed.loops {
      if !(1...LoopDeclaration.highestLimit).contains(loop.limit) {
        report(
          .limitExceeded, loop.names.place, loop.names.id,
          Wording(
            "max 是 1 到 \(LoopDeclaration.highestLimit)。", "max is 1 to \(LoopDeclaration.highestLimit)."))
      }
      for variable in loop.variables {
        guard let index = measureIndex[variable.name] else {
          reportUnknown(
            variable.name, variable.place, what: Wording("指标", "measure"), among: measureIndex.keys.sorted())
          continue
        }
        guard model.measures[index].kind == .formula else {
          report(
            .loopNotNeeded, variable.place, variable.name,
            Wording("只有带公式的指标可以迭代。", "Only a measure with a formula can be guessed."))
          continue
        }
        let block = model.measures[index].block
        if loopOfBlock[block] != nil {
          report(
            .nameUsedTwice, variable.place, variable.name,
            Wording("它已在另一个 loop 里。", "Another loop guesses it already."))
        }
        loopOfBlock[block] = loopVariables.count
      }
      loopVariables.append(
        loop.variables.compactMap { measureIndex[$0.name].map { model.measures[$0].block } })
    }
  }

  /// nil after reporting two loops that reach each other.
  mutating func loop(within members: Set<Int>) -> DeclaredLoop? {
    let found = Set(members.compactMap { loopOfBlock[$0] }).sorted()
    guard let first = found.first else { return DeclaredLoop() }
    let declared = parsed.loops[first]
    if found.count > 1 {
      let other = parsed.loops[found[1]]
      report(
        .circle, other.names.place, other.names.id,
        Wording(
          "它与 \(declared.names.id) 互相依赖。", "It and \(declared.names.id) reach each other."),
        hint: Wording("合成一个 loop。", "Declare one loop with the measures of both."))
      return nil
    }
    let variables = loopVariables[first].filter(members.contains)
    return DeclaredLoop(
      variables: Set(variables),
      plan: LoopPlan(variables: variables, tolerance: declared.tolerance, limit: declared.limit))
  }

  /// A guess that nothing of its period leads back to costs sweeps for nothing.
  mutating func reportIdleLoops(_ order: [BlockGroup]) {
    let looping = Set(order.compactMap(\.loop).flatMap(\.variables))
    let circular = Set(model.findings.filter { $0.code == .circle }.map(\.subject))
    for (loop, blocks) in zip(parsed.loops, loopVariables) {
      for (variable, block) in zip(loop.variables, blocks)
      where !looping.contains(block) && circular.isEmpty {
        report(
          .loopNotNeeded, variable.place, variable.name,
          Wording("它不在循环上，不用迭代。", "It does not lie on a circle, so it need not be guessed."),
          severity: .warning)
      }
    }
  }
}
