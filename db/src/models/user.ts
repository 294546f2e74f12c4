import { BaseModel } from './base-model.ts';

export class User extends BaseModel {
  static override tableName = 'user';
  declare id: number;
  declare email: string;
  declare passwordHash: string;
  declare name: string;
  declare role: 'buyer' | 'operator';
  declare createdAt: Date;
}

export class Login extends BaseModel {
  static override tableName = 'login';
  static override idColumn = 'tokenHash';
  /** SHA-256 of the token; the token itself is never kept. */
  declare tokenHash: Buffer;
  declare userId: number;
  declare expiresAt: Date;
}
