import { Model } from 'objection';

/**
 * Columns are declared with `declare`: under type stripping a plain field would leave an own
 * `undefined` key on every row. Names are snake_case in SQL and camelCase here (knex mappers).
 */
export class BaseModel extends Model {
  static override useLimitInFirst = true;
}
