import type { Assignment, Expr } from '../../core/expr.ts';
import { add, assign, mul, pow, square, sub } from '../../core/expr.ts';
import type { Slot } from '../transform.ts';

export const firstMoment: Slot = { name: 'm', symbol: 'm' };
export const secondMoment: Slot = { name: 's', symbol: 's' };

/** m ← β₁ m + (1 − β₁) g */
export const averageGradient: Assignment = assign('m', add(mul('beta1', 'm'), mul(sub(1, 'beta1'), 'g')));

/** s ← β s + (1 − β) g² */
export const averageSquare = (beta: string): Assignment =>
  assign('s', add(mul(beta, 's'), mul(sub(1, beta), square('g'))));

/** 1 − βᵗ, how much of an average that started at 0 is there by step t. */
export const gathered = (beta: string): Expr => sub(1, pow(beta, 't'));
