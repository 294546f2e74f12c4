import { logInBody, loginReply, meReply, signUpBody } from '@frontrow/protocol';
import type { Operation, Reply } from '../operation.ts';

const LOGGED_IN: Reply = {
  description: 'Logged in: with a cookie, or with `token` where the transport is `token`.',
  schema: loginReply,
  headers: ['Set-Cookie'],
};

export const accountOperations: Operation[] = [
  {
    id: 'signUp',
    method: 'post',
    path: '/api/accounts',
    tag: 'Accounts',
    summary: 'Make an account, and log in',
    needsPlace: true,
    body: signUpBody,
    replies: { 201: LOGGED_IN },
    problems: ['email_taken', 'too_many_requests', 'cross_site'],
  },
  {
    id: 'logIn',
    method: 'post',
    path: '/api/logins',
    tag: 'Accounts',
    summary: 'Log in',
    needsPlace: true,
    body: logInBody,
    replies: { 201: LOGGED_IN },
    problems: ['credentials_wrong', 'too_many_requests', 'cross_site'],
  },
  {
    id: 'logOut',
    method: 'delete',
    path: '/api/logins/current',
    tag: 'Accounts',
    summary: 'Log out',
    replies: { 204: { description: 'Logged out.', headers: ['Set-Cookie'] } },
    problems: ['cross_site', 'database_unavailable', 'origin_unavailable'],
  },
  {
    id: 'getMe',
    method: 'get',
    path: '/api/me',
    tag: 'Accounts',
    summary: 'Who is logged in',
    needsLogin: 'buyer',
    replies: { 200: { description: 'The account.', schema: meReply } },
  },
];
