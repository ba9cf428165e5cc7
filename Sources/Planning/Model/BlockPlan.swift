// SPDX-License-Identifier: Apache-2.0

import Formulas

/// One step from the members of a domain to those of another.
enum MemberStep: Hashable, Sendable {
  /// To the member's parent at this level.
  case level(dimension: Int, level: Int)
  /// Along a reference property of this dimension.
  case reference(dimension: Int, property: Int)
}

/// Where the member of one domain comes from: a domain of the other side, and the steps from there.
struct DomainAccess: Hashable, Sendable {
  let from: Domain
  let steps: [MemberStep]
}

/// How rows of an operand and rows of its block belong together.
enum RowAccess: Hashable, Sendable {
  /// One access per domain of the operand, starting in the block: same rows, broadcast, lookup.
  case down([DomainAccess])
  /// One access per domain of the block, starting in the operand: aggregation.
  case up([DomainAccess])
  /// The operator knows.
  case foreign
}

/// Which periods of an operand a period of the block reads.
enum TimeAccess: Hashable, Sendable {
  case same
  /// The operand has no time.
  case constant
  /// Period t reads t − n; beyond the axis the edge (clamped) or nothing.
  case shift(Int, clamped: Bool)
  /// n is a number per row: operand position of the property; sign −1 for lead.
  case rowShift(property: Int, sign: Int, clamped: Bool)
  /// Period t reads t + lower … t + upper.
  case window(Int, Int)
  /// Reads all periods up to its own (of the fiscal year).
  case prefix(resetsYearly: Bool)
  /// Period t reads t − last … t − first.
  case lags(first: Int, last: Int)
  /// Every period may read every period.
  case everything
  case daysOfMonth
  case monthOfDay
  /// Days of the same month.
  case daysOfSameMonth
  /// Only the cutoff month is read.
  case cutoff

  /// How the edge counts in a circle.
  var delay: EdgeDelay {
    switch self {
    case .shift(let n, let clamped):
      n >= 1 ? (clamped ? .immediate : .delayed) : n == 0 ? .immediate : .blocked
    case .window(_, let upper): upper < 0 ? .delayed : upper == 0 ? .immediate : .blocked
    case .lags(let first, _): first >= 1 ? .delayed : .immediate
    case .rowShift(_, let sign, _): sign > 0 ? .immediate : .blocked
    case .same, .prefix, .constant: .immediate
    case .everything, .daysOfMonth, .monthOfDay, .daysOfSameMonth, .cutoff: .blocked
    }
  }
}

enum EdgeDelay { case immediate, delayed, blocked }

/// A block that another block reads, and how.
struct Operand: Hashable, Sendable {
  let block: Int
  let rows: RowAccess
  let time: TimeAccess
}

/// A formula of one row and period, over operands by position.
indirect enum Term: Sendable {
  case constant(Double)
  case operand(Int)
  /// An operand beyond whose axis another term stands.
  case shifted(Int, orElse: Term)
  case unary(UnaryFunction, Term)
  case binary(BinaryFunction, Term, Term)
  case choice(Term, Term, Term)
}

enum UnaryFunction: Hashable, Sendable {
  case negative, not, given, absolute, floor, ceiling
  case round(Int)
}

enum BinaryFunction: Hashable, Sendable {
  case add, subtract, multiply, divide
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  case and, or, minimum, maximum, firstGiven
}

enum Aggregation: Hashable, Sendable { case sum, average, minimum, maximum }

enum TimeProperty: Hashable, Sendable {
  case monthNumber, monthDays, monthYear, monthIndex, dayNumber, dayWeekday, dayIndex
  /// 1 through the cutoff month, 0 after it.
  case isActual
  /// Months back to the same period of last year, aligned on the Spring Festival: 11, 12 or 13.
  case festivalDistance
  /// Ordinal of the month or day.
  case periodOrdinal
}

/// How the cells of a block come about.
enum BlockKind: Sendable {
  case input(measure: Int)
  case property(dimension: Int, property: Int)
  /// 1 where a text property equals the text.
  case textMatch(dimension: Int, property: Int, text: String)
  case timeProperty(TimeProperty)
  case pointwise(Term)
  case aggregate(Aggregation)
  case window(Int, Int)
  case cumulate(resetsYearly: Bool)
  /// Operand 0 is convolved with operand 1, whose numbered domain stands at this position.
  case spread(lagDomain: Int, first: Int, count: Int)
  /// Operand positions: opening, actual, then signed terms.
  case rollForward(open: Int?, actual: Int?, terms: [(operand: Int, isSubtracted: Bool)])
  case monthly(takesLast: Bool)
  case daily(hasProfile: Bool)
  case atCutoff
  /// The first result carries the call's operands; the others follow it.
  case operatorResult(call: Int, result: Int)
}

/// A node of the calculation: a measure, or a part of a formula that needs columns of its own.
struct BlockPlan: Sendable {
  /// Id of the measure, with `#n` behind it for parts.
  let name: String
  /// The measure it belongs to, for findings and explanations; nil for properties.
  let measure: Int?
  let shape: Shape
  var kind: BlockKind
  var operands: [Operand]
  /// The part of the measure's formula that it stands for.
  var formula: Formula?

  var isSource: Bool {
    switch kind {
    case .input, .property, .textMatch, .timeProperty: true
    default: false
    }
  }
}

/// A call of an operator: result blocks, and the blocks of its arguments in the order of the signature.
struct CallPlan: Sendable {
  let name: String
  let resultBlocks: [Int]
  /// nil where the default stands.
  let argumentBlocks: [Int]
  let argumentNames: [String]
}

/// Blocks that are calculated together.
struct BlockGroup: Sendable {
  let blocks: [Int]
  /// Calculated period by period, because a block reaches itself with delay.
  let isCircular: Bool
  /// How a circle within one period is solved.
  var loop: LoopPlan?
}
