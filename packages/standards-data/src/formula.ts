import { Environment, EvaluationError, serialize, type ASTNode, type ParseResult } from '@marcbachmann/cel-js'

import { accept, refuse, type Result } from '@chuangyuan/domain/result'
import type { Evaluate, Formula, FormulaRefusal } from '@chuangyuan/domain/standard/formula'

/**
 * Evaluates formulas of a pack in CEL, a language without loops or access to anything but its inputs, so
 * that an office may write them. All numbers are doubles: write `100.0`, not `100`.
 */
export const evaluateFormula: Evaluate = (expression, inputs) => {
  for (const [input, value] of Object.entries(inputs)) {
    if (!Number.isFinite(value)) return refuse({ code: 'formula.input-not-finite', expression, input })
  }
  const environment = environmentFor(Object.keys(inputs))
  const parsed = parse(environment, expression)
  if (!parsed.ok) return parsed
  try {
    const value: unknown = parsed.value(inputs)
    if (typeof value !== 'number') return refuse({ code: 'formula.not-a-number', expression })
    if (!Number.isFinite(value) || dividesByZero(environment, parsed.value.ast, inputs)) {
      return refuse({ code: 'formula.division-by-zero', expression })
    }
    return accept(value)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return refuse(whyFailed(expression, error))
  }
}

/** Says before any figure exists whether a formula can be read and yields a number. */
export function checkFormula({ expression, inputs }: Formula): Result<null, FormulaRefusal> {
  const environment = environmentFor(inputs.map(({ name }) => name))
  const parsed = parse(environment, expression)
  if (!parsed.ok) return parsed
  const { valid, type } = parsed.value.check()
  if (!valid) return refuse({ code: 'formula.unreadable', expression })
  return type === 'double' || type === 'dyn'
    ? accept(null)
    : refuse({ code: 'formula.not-a-number', expression })
}

const environments = new Map<string, Environment>()

/** One environment per set of inputs: it also keeps the expressions parsed with it. */
function environmentFor(names: readonly string[]): Environment {
  const key = names.toSorted().join(' ')
  const known = environments.get(key)
  if (known !== undefined) return known
  const environment = new Environment()
  for (const name of names) environment.registerVariable(name, 'double')
  environments.set(key, environment)
  return environment
}

function parse(environment: Environment, expression: string): Result<ParseResult, FormulaRefusal> {
  try {
    return accept(environment.parse(expression))
  } catch {
    return refuse({ code: 'formula.unreadable', expression })
  }
}

function whyFailed(expression: string, error: Error): FormulaRefusal {
  if (error instanceof EvaluationError && error.code === 'unknown_variable') {
    const input = /Unknown variable: (\w+)/.exec(error.message)?.[1]
    return { code: 'formula.input-missing', expression, ...(input === undefined ? {} : { input }) }
  }
  return { code: 'formula.failed', expression }
}

/**
 * CEL divides doubles as IEEE does, so 1 ÷ (1 ÷ 0) is a quiet 0. Every division that is certain to be
 * carried out is therefore looked at; one behind a condition may be guarded by it.
 */
function dividesByZero(
  environment: Environment,
  node: ASTNode,
  inputs: Readonly<Record<string, number>>,
): boolean {
  switch (node.op) {
    case '/':
      if (environment.evaluate(serialize(node.args[1]), inputs) === 0) return true
      return node.args.some((side) => dividesByZero(environment, side, inputs))
    case '+':
    case '-':
    case '*':
      return node.args.some((side) => dividesByZero(environment, side, inputs))
    case '-_':
      return dividesByZero(environment, node.args, inputs)
    default:
      return false
  }
}
